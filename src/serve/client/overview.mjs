// All pages in all languages: how far each is, and the way to it.

import { count, element } from "./element.mjs";

// How many rows are shown, and how many cells they have together; the filter looks through all.
const MOST_ROWS = 300;
const MOST_CELLS = 3000;

const wants = "wants work";

// A bar of what is current, what nobody knows of, and what is left; the words beside it say the same.
export function bar({ current, unknown, left }) {
  const all = current + unknown + left || 1;
  const made = element("span", "", { className: "bar", attributes: { "aria-hidden": "true" } });
  for (const [name, words] of Object.entries({ current, unknown, left })) {
    const part = element("span", "", { className: name });
    part.style.setProperty("flex-grow", words / all);
    made.append(part);
  }
  return made;
}

const wantsWork = (cell) => cell.left > 0 || ["behind", "orphaned", "untranslated"].includes(cell.state);

// Whether a page of one language, or of any, wants a translator.
export function isLeft(page, column) {
  const cells = column < 0 ? page.cells : [page.cells[column]];
  return cells.some((cell) => cell && wantsWork(cell));
}

export class Overview {
  constructor(context, view) {
    Object.assign(this, { context, view, shown: [] });
    const { words, sort, states, locale } = context.wanted();
    this.filter = element("input", "", { type: "search", value: words, placeholder: "Title or path", attributes: { "aria-label": "Pages with" } });
    this.state = element("select", "", { attributes: { "aria-label": "Pages that are" } });
    for (const name of ["", wants, ...view.page_states]) this.state.append(new Option(name || "in any state", name));
    this.state.value = [...states][0] ?? "";
    this.locale = element("select", "", { attributes: { "aria-label": "Languages" } });
    this.locale.append(new Option("all languages", ""), ...view.locales.map(({ label, tag }) => new Option(`${label} (${tag})`, tag)));
    this.locale.value = view.locales.some(({ tag }) => tag === locale) ? locale : "";
    this.sort = element("select", "", { attributes: { "aria-label": "Order" } });
    this.sort.append(new Option("what is left, fewest words first", ""), new Option("by path", "path"));
    this.sort.value = sort;
    this.table = element("table");
    this.more = element("p", "", { className: "more" });
    const controls = element("div", "", { className: "controls" }, this.filter, this.state, this.locale, this.sort);
    const box = element("div", "", { className: "table", tabIndex: 0, attributes: { role: "region", "aria-label": "Pages and languages" } }, this.table);
    const whole = view.locales.length ? [controls, this.more, box] : [element("p", "This site has no translations yet. Name a source_locale and a second locale in site.yaml.", { className: "empty" })];
    this.root = element("div", "", { className: "overview" }, element("h1", "Translations"), ...whole);
    controls.addEventListener("input", () => {
      const states = new Set(this.state.value ? [this.state.value] : []);
      context.set({ words: this.filter.value, states, locale: this.locale.value, sort: this.sort.value });
      this.fill();
    });
    this.keys = {
      j: () => this.move(1, 0),
      k: () => this.move(-1, 0),
      n: () => this.next(1),
      p: () => this.next(-1),
      l: () => this.turn(1),
      L: () => this.turn(-1),
      ArrowDown: () => this.move(1, 0),
      ArrowUp: () => this.move(-1, 0),
      ArrowRight: () => this.move(0, 1),
      ArrowLeft: () => this.move(0, -1),
    };
    this.fill();
  }

  begin() {}

  leave() {
    document.activeElement.blur();
    this.cells()[0]?.focus();
  }

  // The languages that are shown, by their numbers.
  columns() {
    const all = this.view.locales.map((_, column) => column);
    return this.locale.value ? all.filter((column) => this.view.locales[column].tag === this.locale.value) : all;
  }

  fill() {
    const { view, columns } = { view: this.view, columns: this.columns() };
    const words = this.filter.value.trim().toLowerCase();
    const state = this.state.value;
    const isIn = (cell) => cell && (!state || (state === wants ? wantsWork(cell) : cell.state === state));
    const left = (page) => columns.reduce((sum, column) => sum + (page.cells[column]?.left ?? 0), 0);
    const found = view.pages.filter(
      (page) =>
        `${page.key} ${page.title ?? ""}`.toLowerCase().includes(words) &&
        columns.some((column) => isIn(page.cells[column])),
    );
    // What is nearly done helps readers soonest, as `diglot status` has it; what is done comes last.
    const order = new Map(found.map((page) => [page, left(page) || Infinity]));
    if (!this.sort.value) found.sort((a, b) => Math.sign(order.get(a) - order.get(b)) || 0);
    const most = Math.min(MOST_ROWS, Math.ceil(MOST_CELLS / (columns.length || 1)));
    this.table.replaceChildren(this.head(columns), element("tbody", "", {}, ...found.slice(0, most).map((page) => this.row(page, columns))));
    const more = found.length - most;
    const rest = more > 0 ? ` The first ${most} are shown, ${more.toLocaleString("en")} more are not; the filter looks through all.` : "";
    this.more.textContent = `${count(found.length, "page")} of ${view.pages.length.toLocaleString("en")}.${rest}`;
  }

  head(columns) {
    const { locales, pages } = this.view;
    const heads = columns.map((column) => {
      const sum = { current: 0, unknown: 0, left: 0 };
      for (const { cells } of pages) for (const name in sum) sum[name] += cells[column]?.[name] ?? 0;
      const { label, tag, dir } = locales[column];
      const all = sum.current + sum.unknown + sum.left || 1;
      const percent = sum.current && sum.current < all ? Math.max(1, Math.floor((sum.current * 100) / all)) : sum.current ? 100 : 0;
      return element("th", "", { scope: "col" },
        element("span", label, { lang: tag, dir }),
        bar(sum),
        element("small", `${percent} % current · ${count(sum.left, "word")} left`));
    });
    return element("thead", "", {}, element("tr", "", {}, element("th", "Page", { scope: "col" }), ...heads));
  }

  row(page, columns) {
    const { source } = this.view;
    const title = element("span", page.title ?? page.key, { lang: source?.tag ?? "", dir: source?.dir ?? "" });
    const note = page.kind === "page" ? page.key : `${page.key} (${page.kind})`;
    const cells = columns.map((column) => {
      const cell = page.cells[column];
      if (!cell) return element("td", "–", { className: "absent" });
      const { tag } = this.view.locales[column];
      const href = this.context.address({ page: page.key, locale: tag, states: new Set(), words: "" });
      const text = cell.left ? `${cell.state} · ${cell.left.toLocaleString("en")} left` : cell.state;
      const link = element("a", "", { href, className: wantsWork(cell) ? "wants" : "", attributes: { "aria-label": `${page.title ?? page.key}, ${tag}: ${text}` } }, bar(cell), element("small", text));
      return element("td", "", {}, link);
    });
    return element("tr", "", {}, element("th", "", { scope: "row" }, title, element("small", note)), ...cells);
  }

  cells() {
    return [...this.table.querySelectorAll("tbody a")];
  }

  // To the cell that stands so many rows and columns away.
  move(down, across) {
    const at = document.activeElement.closest?.("td");
    if (!at) return this.cells()[0]?.focus();
    let row = at.parentElement;
    let number = at.cellIndex;
    do {
      if (down) row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
      number += across;
    } while (row?.cells[number] && !row.cells[number].querySelector("a") && number > 0);
    row?.cells[number]?.querySelector("a")?.focus();
  }

  next(step) {
    const cells = this.cells();
    const at = cells.indexOf(document.activeElement);
    const order = step > 0 ? cells.slice(at + 1) : cells.slice(0, Math.max(at, 0)).reverse();
    order.find((cell) => cell.classList.contains("wants"))?.focus();
  }

  turn(step) {
    const tags = ["", ...this.view.locales.map(({ tag }) => tag)];
    const at = tags.indexOf(this.locale.value);
    this.locale.value = tags[(at + step + tags.length) % tags.length];
    this.locale.dispatchEvent(new Event("input", { bubbles: true }));
    this.context.say(this.locale.selectedOptions[0].textContent);
  }

  update(view) {
    if (view.locales.map(({ tag }) => tag).join() !== this.view.locales.map(({ tag }) => tag).join()) return location.reload();
    const at = document.activeElement.closest?.("tbody a")?.getAttribute("href");
    this.view = view;
    const { words, states, sort, locale } = this.context.wanted();
    Object.assign(this.filter, { value: document.activeElement === this.filter ? this.filter.value : words });
    [this.state.value, this.sort.value, this.locale.value] = [[...states][0] ?? "", sort, locale];
    this.fill();
    if (at) this.cells().find((cell) => cell.getAttribute("href") === at)?.focus({ preventScroll: true });
  }
}
