// The translator's view: which part of it is shown, what its keys do, and that it follows its files.
//
// The address holds the page, the language and what is filtered, so that going back and reloading lead to the same.

import { element } from "./element.mjs";
import { follow, own } from "./news.mjs";
import { Overview } from "./overview.mjs";
import { Units } from "./units.mjs";

const [main, said, trouble, here, dialog] = ["main", "#said", "#trouble", "#here", "dialog"].map((name) => document.querySelector(name));
let shown = null;
let asked = 0;
let pages = null;

// What is asked for.

function wanted() {
  const query = new URLSearchParams(location.search);
  const list = (name) => new Set((query.get(name) ?? "").split(",").filter(Boolean));
  return {
    page: query.get("page"),
    path: query.get("path"),
    locale: query.get("locale") ?? "",
    states: list("state"),
    words: query.get("q") ?? "",
    sort: query.get("sort") ?? "",
  };
}

// The address of the view with some of this changed.
function address(changes) {
  const { page, locale, states, words, sort } = { ...wanted(), ...changes };
  const query = new URLSearchParams();
  const all = { page, locale, state: [...states].join(","), q: words, sort };
  for (const [name, value] of Object.entries(all)) if (value) query.set(name, value);
  return `${own}${query.size ? `?${query}` : ""}`;
}

function warn(text) {
  trouble.textContent = text ?? "";
  trouble.hidden = !text;
}

async function ask(query) {
  const answer = await fetch(`${own}translations.json${query}`);
  const told = await answer.json();
  warn(told.trouble);
  return told;
}

const context = {
  wanted,
  address,
  // Another page or language: going back leads to the one before.
  go(changes) {
    history.pushState(null, "", address(changes));
    show();
  },
  // Something else of the same.
  set(changes) {
    history.replaceState(null, "", address(changes));
  },
  say(text) {
    said.textContent = text;
    clearTimeout(context.saying);
    context.saying = setTimeout(() => (said.textContent = ""), 4000);
  },
  // All pages; they are asked for where somebody wants them, and only after something has changed.
  pages: () => (pages ??= ask("").then(({ view }) => view)),
};

// What is shown.

async function show() {
  const number = (asked += 1);
  const { path } = wanted();
  if (path !== null) {
    const { view } = await ask(`?path=${encodeURIComponent(path)}`);
    history.replaceState(null, "", address({ page: view.page, locale: view.locale ?? "" }));
  }
  const { page } = wanted();
  const { view, opener } = await ask(page ? `?page=${encodeURIComponent(page)}` : "");
  if (number !== asked) return;
  present(page, view, opener);
  if (!page || !view || view.judged) return;
  // All that is wrong is known only after a look at the whole site.
  const judged = await ask(`?judged=${encodeURIComponent(page)}`);
  if (number === asked) present(page, judged.view, judged.opener);
}

function present(page, view, opener) {
  const Kind = page ? Units : Overview;
  const isSame = shown instanceof Kind && shown.key === (page ?? undefined);
  if (isSame && view) return shown.update(view, opener);
  // Whoever works on a page loses nothing by a slip in site.yaml.
  if (isSame) return warn(`The site has no page “${page}” at the moment.`);
  here.textContent = page ? `/ ${page}` : "";
  document.title = page ? `${page} · Translations` : "Translations";
  shown = view ? new Kind(context, view, opener) : null;
  main.replaceChildren(shown?.root ?? element("p", `There is no page “${page}”.`, { className: "empty" }));
  scrollTo(0, 0);
  shown?.begin();
}

follow(({ name }) => {
  if (name !== "pages") return;
  pages = null;
  // Nobody is told of a preview that has ended; it is listened for.
  show().catch(() => {});
});

addEventListener("popstate", () => show());

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const isOther = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || isOther || link.origin !== location.origin || link.pathname !== own) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  show();
});

// Keys.

const help = {
  "j k ↓ ↑": "the next, the previous text or page",
  "n p": "the next, the previous that wants work",
  c: "copy the source’s text",
  "e Enter": "open it in the editor",
  d: "show what has changed in the source",
  "[ ]": "the previous, the next page that wants work",
  "l L": "the next, the previous language",
  "1 – 7": "show only texts in this state, or in any again",
  "/": "the filter; Escape leaves it",
  o: "all pages",
  "?": "these keys",
};

for (const [keys, what] of Object.entries(help)) {
  const each = keys.split(" ").map((key) => element(key === "–" ? "span" : "kbd", key));
  document.querySelector("#keys").append(element("div", "", {}, element("dt", "", {}, ...each), element("dd", what)));
}

const everywhere = {
  "/": () => main.querySelector("input[type=search]")?.focus(),
  o: () => context.go({ page: null, words: "", states: new Set() }),
  "?": () => dialog.showModal(),
};

// Brackets are typed with another key on many keyboards.
const isModified = (event) =>
  event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph") && !"[]".includes(event.key));

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || dialog.open || isModified(event)) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") shown?.leave();
    return;
  }
  // What is focused has its own use for it.
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const act = shown?.keys[event.key] ?? everywhere[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.querySelector("#help").addEventListener("click", () => dialog.showModal());

show();
