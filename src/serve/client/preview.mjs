// What a previewed page does besides showing itself: it follows its files, says what is wrong with them, and leads to its
// translations.

import { count, editor, element } from "./element.mjs";
import { follow, own } from "./news.mjs";

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

follow(take);

// What is wrong.

const panel = document.createElement("diglot-preview");
const root = panel.attachShadow({ mode: "open" });
const link = document.createElement("link");
link.rel = "stylesheet";
link.href = `${own}preview.css`;
const details = document.createElement("details");
const translations = element("a", "Translations", { className: "translations" });
root.append(link, translations, details);

// The path as a value of a query: it is encoded already, but for what means something else there.
const path = location.pathname.replace(/[+&]/g, encodeURIComponent);
translations.href = `${own}?path=${path}`;

async function findings() {
  const answer = await fetch(`${own}findings.json?path=${path}`);
  const { trouble, findings, errors, warnings, opener, translations: isTranslated, elsewhere } = await answer.json();
  if (elsewhere) languages(elsewhere);
  const worst = trouble || findings.some((found) => found.severity === "error") ? "error" : findings.length ? "warning" : "";
  details.className = worst || (errors ? "error" : "");
  const here = findings.length ? `${count(findings.length, "finding")} on this page` : "";
  const there = `${count(errors, "error")}, ${count(warnings, "warning")} in the site`;
  const summary = element("summary", [here, there].filter(Boolean).join(" · "));
  const list = element("ol");
  if (trouble) list.append(element("li", trouble, { className: "error" }));
  for (const found of findings) {
    const item = element("li", "", { className: found.severity });
    const place = `${found.file}:${found.line}:${found.column}`;
    item.append(
      element("strong", `${found.severity}: ${found.code}`),
      element("p", found.message),
      element("p", found.help, { className: "help" }),
      element("a", place, { href: editor(opener, found) }),
    );
    list.append(item);
  }
  const wasOpen = details.open;
  details.replaceChildren(summary, list);
  details.open = worst === "error" || (wasOpen && findings.length > 0);
  translations.hidden = !isTranslated;
  details.hidden = !(worst || errors || warnings);
  if (translations.hidden && details.hidden) panel.remove();
  else if (!panel.isConnected) document.body.append(panel);
}

// What there is in other languages of a page that is not there.
function languages(elsewhere) {
  document.querySelector(".diglot-elsewhere")?.remove();
  if (!elsewhere.length) return;
  const links = elsewhere.map(({ tag, label, href }) => element("a", label, { lang: tag, hreflang: tag, href }));
  const list = element("ul", "", {}, ...links.map((link) => element("li", "", {}, link)));
  const words = element("p", "This page is there in:", { lang: "en" });
  const made = element("nav", "", { className: "diglot-elsewhere", attributes: { "aria-label": "Other languages" } }, words, list);
  (document.querySelector("main") ?? document.body).append(made);
}

restore();
tag = await currentTag().catch(() => null);
findings();
