// The search itself: a field, what it finds in the page's language, what other languages have, and the keys between them.

import { runs } from "./search-terms.mjs";

/** How many pages are shown at once. */
const SHOWN = 8;
/** How long typing must have paused. */
const PAUSE = 120;
/** How many words a page is told to mark. */
const MARKED = 8;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Loads a style sheet, and waits for it, so that nothing is seen without it. */
function style(name) {
  const link = element("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href });
  const loaded = new Promise((resolve) => (link.onload = link.onerror = resolve));
  document.head.append(link);
  return loaded;
}

/** An excerpt as nodes: what is marked in it, and what is not. Its only escapes are those of angle brackets. */
function excerpt(html) {
  return html.split(/(<mark>.*?<\/mark>)/s).filter(Boolean).map((piece) => {
    const words = piece.match(/^<mark>(.*)<\/mark>$/s)?.[1];
    const text = (words ?? piece).replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return words === undefined ? text : element("mark", { textContent: text });
  });
}

/** The words that an excerpt marks. */
function marked(html) {
  const words = [...html.matchAll(/<mark>(.*?)<\/mark>/gs)].map(([, word]) => word.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, ""));
  return [...new Set(words.filter((word) => word && !word.includes("&")))].slice(0, MARKED);
}

/** Makes the search of the bundle at an address. */
export async function create(bundle) {
  const [settings] = await Promise.all([
    fetch(new URL("settings.json", bundle)).then((response) => {
      if (!response.ok) throw new Error(`settings.json: ${response.status}`);
      return response.json();
    }),
    style("search.css"),
  ]);
  return new Search(bundle, settings);
}

class Search {
  #texts;
  #languages;
  #bundle;
  #worker;
  #waiting = new Map();
  #asked = 0;
  #round = 0;
  #timer;
  #number = new Intl.NumberFormat(document.documentElement.lang || undefined);

  constructor(bundle, { texts, languages, sections }) {
    this.#texts = texts;
    this.#bundle = bundle;
    this.#languages = languages.map((language) => ({ ...language, home: new URL(language.home, bundle).href }));
    this.field = element("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
    this.field.setAttribute("aria-label", texts.label);
    this.field.placeholder = texts.label;
    this.section = element("select", {}, element("option", { value: "", textContent: texts["all-sections"] }));
    this.section.setAttribute("aria-label", texts.section);
    this.section.append(...sections.map((name) => element("option", { value: name, textContent: name })));
    this.section.hidden = sections.length < 2;
    this.status = element("p", { className: "search-status" });
    this.status.setAttribute("role", "status");
    this.results = element("div", { className: "search-results" });
    const close = element("button", { type: "button", className: "search-close", textContent: "×" });
    close.setAttribute("aria-label", texts.close);
    close.addEventListener("click", () => this.dialog.close());
    const form = element("form", { className: "search-form" }, this.field, this.section, close);
    form.setAttribute("role", "search");
    const keys = element("p", { className: "search-keys", textContent: texts.keys });
    this.dialog = element("dialog", { className: "search" }, form, this.status, this.results, keys);
    this.dialog.setAttribute("aria-label", texts.label);
    this.dialog.addEventListener("click", ({ target }) => target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#links()[0]?.click();
    });
    this.field.addEventListener("input", () => this.#soon());
    this.section.addEventListener("change", () => this.#search());
    document.body.append(this.dialog);
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
    this.field.focus();
    this.field.select();
    // What is needed for the first answer is fetched while the reader types.
    const own = this.#languages.find(({ kind }) => kind !== "other");
    if (own && !this.#worker) this.#ask(own, "", {}, 0, 0).catch(() => {});
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  /** Asks for some pages of a language's result. */
  #ask({ tag, home }, query, filters, from, to) {
    if (!this.#worker) {
      this.#worker = new Worker(new URL("search-worker.mjs", import.meta.url), { type: "module" });
      this.#worker.addEventListener("message", ({ data: { id, found, error } }) => {
        const { resolve, reject } = this.#waiting.get(id);
        this.#waiting.delete(id);
        if (found) resolve(found);
        else reject(new Error(error));
      });
      this.#worker.addEventListener("error", (event) => {
        this.#worker = undefined;
        for (const { reject } of this.#waiting.values()) reject(new Error(event.message));
        this.#waiting.clear();
      });
    }
    const id = (this.#asked += 1);
    this.#worker.postMessage({ id, ask: { bundle: `${home}pagefind/`, tag, query, filters, from, to } });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #search() {
    clearTimeout(this.#timer);
    const query = this.field.value.trim();
    const round = (this.#round += 1);
    if (!query) {
      this.results.replaceChildren();
      this.status.textContent = "";
      return;
    }
    const languages = this.#languages.filter(({ kind }) => kind !== "other");
    const slots = languages.map(() => element("div"));
    let [count, failures, left] = [0, 0, languages.length];
    const begin = () => {
      this.results.replaceChildren(...slots, ...this.#others(query));
      this.results.scrollTop = 0;
    };
    // Each language is shown when it is there: the reader's own need not wait for one that lends pages.
    const show = (group, at) => {
      if (round !== this.#round) return;
      if (left === languages.length) begin();
      left -= 1;
      if (!group) failures += 1;
      if (group?.count) slots[at].append(group.node);
      count += group?.count ?? 0;
      if (count) this.status.textContent = this.#counted(count);
      else if (!left) this.status.textContent = failures === languages.length ? this.#texts.failed : this.#texts.none;
    };
    languages.forEach((language, at) => {
      this.#group(language, query).then((group) => show(group, at), () => show(undefined, at));
    });
    if (languages.length) return;
    begin();
    this.status.textContent = this.#texts.none;
  }

  #counted(count) {
    return `${this.#texts.results} ${this.#number.format(count)}`;
  }

  /** What a language has. Of one that lends pages only those count that it lends to this one. */
  async #group(language, query) {
    const own = this.#languages.find(({ kind }) => kind === "own");
    const filters = {};
    if (language.kind === "own" && this.section.value) filters.section = this.section.value;
    if (language.kind === "lends") filters.lent = document.documentElement.lang;
    // A choice among the sections of one language says nothing of another's.
    if (language.kind === "lends" && this.section.value) return { count: 0 };
    const list = element("ol", {});
    if (language.kind !== "own") Object.assign(list, { lang: language.tag, dir: language.dir });
    const first = await this.#ask(language, query, filters, 0, SHOWN);
    const home = language.kind === "lends" ? new URL("..", this.#bundle).href : language.home;
    const fill = (pages) => list.append(...pages.map((page) => this.#page(page, language, home, query)));
    fill(first.pages);
    const node = element("section", { className: "search-group" });
    // The reader's own language needs no name, unless others stand below it.
    if (language !== own) {
      node.append(element("h2", { textContent: language.label, lang: language.tag, dir: language.dir }));
    }
    node.append(list);
    if (!first.isLast) {
      let { next } = first;
      const more = element("button", { type: "button", className: "search-more", textContent: this.#texts.more });
      more.addEventListener("click", async () => {
        const shown = list.children.length;
        const found = await this.#ask(language, query, filters, next, next + SHOWN);
        fill(found.pages);
        next = found.next;
        if (found.isLast) more.remove();
        list.children[shown]?.querySelector("a").focus();
      });
      node.append(more);
    }
    return { count: first.count, node };
  }

  /** A page that was found, and its headings below it. */
  #page(page, language, home, query) {
    const link = (title, html, id) => {
      const address = new URL(page.path, home);
      for (const word of runs(query, language.tag) ?? marked(html)) address.searchParams.append("highlight", word);
      if (id) address.hash = id;
      const made = element("a", { href: address.href, textContent: title });
      if (language.kind === "other") made.hreflang = language.tag;
      return made;
    };
    const node = element("li", {}, link(page.title, page.excerpt));
    if (page.section) node.append(" ", element("span", { className: "search-section", textContent: page.section }));
    const parts = page.parts.filter((part) => part.title !== page.title);
    if (!parts.length) node.append(element("p", {}, ...excerpt(page.excerpt)));
    else {
      const items = parts.map((part) =>
        element("li", {}, link(part.title, part.excerpt, part.id), element("p", {}, ...excerpt(part.excerpt))));
      node.append(element("ul", {}, ...items));
    }
    return node;
  }

  /** The way to what other languages have: each is only asked when the reader wants it. */
  #others(query) {
    const others = this.#languages.filter(({ kind }) => kind !== "own");
    if (!others.length) return [];
    const buttons = others.map((language) => {
      const button = element("button", { type: "button", textContent: language.label, lang: language.tag, dir: language.dir });
      button.addEventListener("click", async () => {
        const round = this.#round;
        button.disabled = true;
        try {
          const { count, node } = await this.#group({ ...language, kind: "other" }, query);
          if (round !== this.#round) return;
          this.status.textContent = `${language.label}: ${count ? this.#counted(count) : this.#texts.none}`;
          if (!count) return;
          offer.before(node);
          node.querySelector("a").focus();
        } catch {
          this.status.textContent = this.#texts.failed;
          button.disabled = false;
        }
      });
      return button;
    });
    const offer = element("div", { className: "search-others" }, element("p", { textContent: this.#texts.others }), ...buttons);
    return [offer];
  }

  #links() {
    return [...this.results.querySelectorAll("a")];
  }

  /** Arrows go from the field through all results and back. */
  #key(event) {
    if (event.key === "Escape") {
      // Browsers would only empty the field.
      event.preventDefault();
      this.dialog.close();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target === this.section) return;
    const stops = [this.field, ...this.#links()];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    next?.focus();
    if (next) next.closest("li")?.scrollIntoView({ block: "nearest" });
  }
}
