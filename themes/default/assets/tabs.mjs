// Makes tabs of the parts that a page shows one below the other. One choice holds for every group that offers it, on
// this page and the next.

import { read, write } from "./theme.mjs";

const KEY = "diglot:tabs";
const LIMIT = 50;

/** The ids the reader chose, the newest first. */
let chosen = (read(KEY) ?? "").split("\n").filter(Boolean);

const groups = [...document.querySelectorAll(".tabs")].map(group).filter(({ tabs }) => tabs.length > 0);
const offered = new Set(groups.flatMap(({ tabs }) => tabs.flatMap(({ ids }) => ids)));

/** A group of tabs, its buttons already in the page. */
function group(root, groupNumber) {
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");
  const tabs = [...root.querySelectorAll(":scope > .tab[data-tab]")].map((panel, number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.id = `diglot-tab-${groupNumber}-${number}`;
    button.textContent = panel.querySelector(":scope > .tab-label")?.textContent ?? panel.dataset.tab;
    button.setAttribute("role", "tab");
    panel.id ||= `${button.id}-panel`;
    button.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    list.append(button);
    // `a+b` is one part for either choice.
    return { panel, button, ids: panel.dataset.tab.split("+"), when: panel.dataset.when };
  });
  if (tabs.length > 0) root.prepend(list);
  return { root, list, tabs, current: undefined, picked: undefined };
}

/** How long ago a tab was chosen; infinitely, if never. */
function age(tab) {
  return Math.min(...chosen.map((id, at) => (tab.ids.includes(id) ? at : Infinity)), Infinity);
}

/** Whether a tab may be shown: what it depends on is chosen in another group, or nobody offers it. */
function allowed(tab, own) {
  return (
    !tab.when ||
    !offered.has(tab.when) ||
    groups.some((other) => other !== own && other.current?.ids.includes(tab.when))
  );
}

/** Finds the current tab of every group. */
function settle() {
  // A tab may depend on a group further down, so the groups are gone over until nothing changes; the count ends a
  // circle of groups that depend on one another.
  for (let round = 0, changed = true; changed && round <= groups.length; round += 1) {
    changed = false;
    for (const each of groups) {
      // Of two tabs with one id the picked one counts; two that nobody chose are infinitely old and keep their order.
      const [best] = each.tabs
        .filter((tab) => allowed(tab, each))
        .sort((a, b) => age(a) - age(b) || (b === each.picked) - (a === each.picked));
      if (best !== each.current) changed = true;
      each.current = best;
    }
  }
}

function update() {
  settle();
  for (const each of groups) {
    each.root.classList.toggle("is-empty", !each.current);
    for (const tab of each.tabs) {
      const current = tab === each.current;
      tab.button.hidden = !allowed(tab, each);
      tab.button.setAttribute("aria-selected", String(current));
      tab.button.tabIndex = current ? 0 : -1;
      // Whoever goes by keyboard comes to what can be seen.
      tab.panel.tabIndex = current ? 0 : -1;
      // Hidden this way, a part is still found by the browser's search.
      if (current) tab.panel.removeAttribute("hidden");
      else tab.panel.setAttribute("hidden", "until-found");
    }
  }
}

/** Who chooses a tab turns down the others of its group, wherever else they are offered. */
function choose(tab, own) {
  own.picked = tab;
  const others = new Set(own.tabs.flatMap(({ ids }) => ids));
  chosen = [...tab.ids, ...chosen.filter((id) => !others.has(id))].slice(0, LIMIT);
}

/** Chooses what a tab depends on. */
function fulfil(tab, own) {
  if (allowed(tab, own)) return;
  for (const other of groups) {
    const wanted = other !== own && other.tabs.find(({ ids }) => ids.includes(tab.when));
    if (wanted) return choose(wanted, other);
  }
}

/** Opens every tab around an element. Gives whether one of them was closed. */
function reveal(element) {
  let closed = false;
  for (const each of groups) {
    const tab = each.tabs.find(({ panel }) => panel.contains(element));
    if (!tab || tab === each.current) continue;
    closed = true;
    fulfil(tab, each);
    choose(tab, each);
  }
  if (closed) update();
  return closed;
}

/** The element an address's fragment names, or null. */
function named(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    // A lone percent sign is no encoding, and nothing bears such a name.
    return null;
  }
}

/** The reader's own choice, which is remembered and leaves the tab where it was on the screen. */
function pick(tab, own) {
  const before = tab.button.getBoundingClientRect().top;
  choose(tab, own);
  update();
  write(KEY, chosen.join("\n"));
  tab.button.focus({ preventScroll: true });
  scrollBy({ top: tab.button.getBoundingClientRect().top - before, behavior: "instant" });
}

for (const each of groups) {
  each.list.addEventListener("click", ({ target }) => {
    const tab = each.tabs.find(({ button }) => button === target);
    if (tab) pick(tab, each);
  });
  each.list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const shown = each.tabs.filter(({ button }) => !button.hidden);
    const at = shown.indexOf(each.current);
    const forwards = getComputedStyle(each.list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    let next;
    if (event.key === "Home") next = 0;
    else if (event.key === "End") next = shown.length - 1;
    else if (event.key === forwards) next = (at + 1) % shown.length;
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") next = (at - 1 + shown.length) % shown.length;
    else return;
    event.preventDefault();
    pick(shown[next], each);
  });
  for (const { panel } of each.tabs) panel.addEventListener("beforematch", ({ target }) => reveal(target));
}

document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href]");
  // Opened before the browser follows the link, the part can be scrolled to.
  if (link?.hash && link.href.split("#")[0] === location.href.split("#")[0]) reveal(named(link.hash));
});
addEventListener("hashchange", () => {
  const target = named(location.hash);
  if (reveal(target)) target.scrollIntoView();
});

update();
const target = named(location.hash);
if (reveal(target)) target.scrollIntoView();
