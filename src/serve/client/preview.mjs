// What a previewed page does besides showing itself: it follows its files, and says what is wrong with them.
//
// One page listens for all that are open, because browsers allow few connections to a host; it tells the others.

const own = "/_diglot/";
const kept = "diglot-preview";

// Following the files.

let tag = null;

async function currentTag() {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
  return answer.headers.get("etag");
}

async function refresh(anyway) {
  try {
    const now = await currentTag();
    if (anyway || now !== tag) return reload();
  } catch {
    return; // The preview is not there; it will be listened for.
  }
  findings();
}

function blocks() {
  return [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, p, li, td, th, pre, img)")];
}

const words = (block) => block.getAttribute("src") ?? block.textContent.trim();

function reload() {
  const seen = blocks().map(words);
  sessionStorage.setItem(kept, JSON.stringify({ at: location.pathname, top: scrollY, seen }));
  location.reload();
}

function restore() {
  const text = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  const before = text && JSON.parse(text);
  if (before?.at !== location.pathname) return;
  scrollTo({ top: before.top, behavior: "instant" });
  const seen = new Set(before.seen);
  const changed = blocks().filter((block) => !seen.has(words(block)) && !block.querySelector("p, li"));
  for (const block of changed.slice(0, 20)) {
    block.animate([{ boxShadow: "0 0 0 .3rem #e0a03066" }, { boxShadow: "0 0 0 .3rem #e0a03000" }], 1500);
  }
}

function styles(paths) {
  for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
    const url = new URL(link.href);
    if (!paths.some((path) => url.pathname.endsWith(path))) continue;
    const next = link.cloneNode();
    url.searchParams.set("at", Date.now());
    next.href = url;
    next.addEventListener("load", () => link.remove());
    link.after(next);
  }
}

function take({ name, data }) {
  if (name === "styles") styles(data);
  else refresh(data?.anyway);
}

function listen(tell) {
  const source = new EventSource(`${own}events`);
  let lost = false;
  for (const name of ["pages", "styles"]) {
    source.addEventListener(name, (event) => tell({ name, data: JSON.parse(event.data) }));
  }
  // What happened in between nobody has told.
  source.addEventListener("error", () => (lost = true));
  source.addEventListener("open", () => {
    if (lost) tell({ name: "pages", data: null });
    lost = false;
  });
}

if (navigator.locks && window.BroadcastChannel) {
  const channel = new BroadcastChannel(kept);
  channel.addEventListener("message", (event) => take(event.data));
  navigator.locks.request(kept, () => {
    listen((news) => {
      channel.postMessage(news);
      take(news);
    });
    return new Promise(() => {});
  });
} else {
  // Only pages of this machine may know of each other.
  listen(take);
}

// What is wrong.

const panel = document.createElement("diglot-preview");
const root = panel.attachShadow({ mode: "open" });
const link = document.createElement("link");
link.rel = "stylesheet";
link.href = `${own}preview.css`;
const details = document.createElement("details");
root.append(link, details);

function element(name, text, more = {}) {
  const made = Object.assign(document.createElement(name), more);
  if (text) made.textContent = text;
  return made;
}

const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

async function findings() {
  const answer = await fetch(`${own}findings.json?path=${encodeURIComponent(location.pathname)}`);
  const { trouble, findings, errors, warnings, folder } = await answer.json();
  const worst = trouble || findings.some((found) => found.severity === "error") ? "error" : findings.length ? "warning" : "";
  details.className = worst || (errors ? "error" : "");
  const here = findings.length ? `${count(findings.length, "finding")} on this page` : "";
  const there = `${count(errors, "error")}, ${count(warnings, "warning")} in the site`;
  const summary = element("summary", [here, there].filter(Boolean).join(" · "));
  const list = element("ol");
  if (trouble) list.append(element("li", trouble, { className: "error" }));
  for (const found of findings) {
    const item = element("li", "", { className: found.severity });
    const file = found.file.startsWith("/") ? found.file : `${folder}/${found.file}`;
    const place = `${found.file}:${found.line}:${found.column}`;
    item.append(
      element("strong", `${found.severity}: ${found.code}`),
      element("p", found.message),
      element("p", found.help, { className: "help" }),
      element("a", place, { href: `vscode://file${file}:${found.line}:${found.column}` }),
    );
    list.append(item);
  }
  const wasOpen = details.open;
  details.replaceChildren(summary, list);
  details.open = worst === "error" || (wasOpen && findings.length > 0);
  if (worst || errors || warnings) document.body.append(panel);
  else panel.remove();
}

restore();
tag = await currentTag().catch(() => null);
findings();
