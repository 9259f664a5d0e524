// One page: its source and its translations side by side, a row for each unit, so that they scroll together.

import { count, editor, element } from "./element.mjs";
import { bar, isLeft } from "./overview.mjs";
import { cell, signs } from "./unit.mjs";

const all = "all";

// Whether a translator has to do something about one of these states.
const wantsWork = (states) => /missing|stale|untouched|orphaned/.test(states);

export class Units {
  constructor(context, view, opener) {
    Object.assign(this, { context, view, opener, key: view.key, current: null });
    const { words, states, locale } = context.wanted();
    this.states = states;
    this.locale = this.known(locale);
    this.title = element("h1");
    this.links = element("p", "", { className: "links" });
    this.languages = element("nav", "", { className: "languages", attributes: { "aria-label": "Languages" } });
    this.filter = element("input", "", { type: "search", value: words, placeholder: "Texts with", attributes: { "aria-label": "Texts with" } });
    this.chips = element("div", "", { className: "chips", attributes: { role: "group", "aria-label": "Only texts that are" } });
    this.rest = element("ul", "", { className: "findings" });
    this.heads = element("div", "", { className: "heads" });
    this.list = element("ol", "", { className: "units" });
    this.empty = element("p", "No text is like that.", { className: "empty", hidden: true });
    const grid = element("div", "", { className: "grid" }, this.heads, this.list);
    this.root = element("div", "", { className: "page" },
      element("div", "", { className: "about" }, this.title, this.links), this.languages,
      element("div", "", { className: "controls" }, this.filter, this.chips), this.rest, grid, this.empty);
    this.filter.addEventListener("input", () => {
      context.set({ words: this.filter.value });
      this.sift();
    });
    // Whatever is used in a row makes it the current one.
    for (const name of ["focusin", "click"]) this.list.addEventListener(name, (event) => this.choose(event.target.closest(".unit"), false));
    this.keys = {
      j: () => this.step(1),
      k: () => this.step(-1),
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      n: () => this.step(1, true),
      p: () => this.step(-1, true),
      c: () => this.copy(this.current),
      e: () => this.open(),
      Enter: () => this.open(),
      d: () => this.unfold(),
      "[": () => this.page(-1),
      "]": () => this.page(1),
      l: () => this.turn(1),
      L: () => this.turn(-1),
    };
    view.states.forEach((state, at) => (this.keys[at + 1] = () => this.toggle(state)));
    this.fill();
  }

  begin() {
    this.choose(this.rows()[0], false);
  }

  leave() {
    this.current?.focus();
  }

  // A language that the page has: the one that is named, the only one, or all.
  known(tag) {
    const { locales } = this.view;
    if (locales.length === 1) return locales[0].tag;
    return locales.some((locale) => locale.tag === tag) ? tag : all;
  }

  // The languages that are shown.
  columns() {
    return this.view.locales.filter(({ tag }) => this.locale === all || this.locale === tag);
  }

  // Everything but the rows, and then those: a row that is as it was stays.
  fill() {
    const { view, context, opener } = this;
    const columns = this.columns();
    this.title.replaceChildren(element("span", view.title ?? view.key, { lang: view.source?.tag ?? "", dir: view.source?.dir ?? "" }));
    const shown = [view.source, ...columns].filter((locale) => locale?.href);
    this.links.replaceChildren(
      ...shown.map(({ href, label, tag }) => element("a", `Preview in ${label}`, { href, attributes: { "data-tag": tag } })),
      ...[[-1, "Previous page [", "["], [1, "Next page ]", "]"]].map(([step, text, key]) => {
        const button = element("button", text.slice(0, -1), { type: "button" }, element("kbd", key));
        button.addEventListener("click", () => this.page(step));
        return button;
      }));
    const choices = view.locales.length > 1 ? [{ tag: all, label: "All" }, ...view.locales] : view.locales;
    this.languages.replaceChildren(...choices.map(({ tag, label, dir, page }) => {
      const left = page && (page.left ? `${page.left.toLocaleString("en")} left` : page.state);
      return element("a", "", { href: context.address({ locale: tag }), attributes: { "aria-current": tag === this.locale ? "true" : null } },
        element("span", label, tag === all ? {} : { lang: tag, dir }), page && bar(page), page && element("small", left));
    }));
    this.chips.replaceChildren(...view.states.map((state, at) => {
      const number = columns.reduce((sum, { page }) => sum + page.units[at], 0);
      const button = element("button", "", { type: "button", className: state, attributes: { "aria-pressed": String(this.states.has(state)), "data-state": state } },
        element("span", signs[state], { attributes: { "aria-hidden": "true" } }), ` ${state} `, element("b", String(number)), element("kbd", String(at + 1)));
      button.addEventListener("click", () => this.toggle(state));
      return button;
    }));
    const rest = [view.source, ...columns].filter(Boolean).flatMap((locale) => locale.findings.map((found) => ({ ...found, file: locale.file })));
    this.rest.replaceChildren(...rest.map((found) => element("li", "", { className: found.severity },
      element("strong", `${found.severity}: ${found.code}`), ` ${found.message} `, element("span", found.help, { className: "help" }), " ",
      element("a", `${found.file}:${found.line}`, { href: editor(opener, found) }))));
    this.heads.replaceChildren(...[view.source, ...columns].map((locale) => locale
      ? element("div", "", {}, element("strong", locale.label, { lang: locale.tag, dir: locale.dir }),
        locale.file ? element("a", locale.file, { href: editor(opener, { file: locale.file, line: 1, column: 1 }) }) : element("span", "no file"),
        locale.page && element("small", `${count(locale.page.current, "word")} current, ${locale.page.left.toLocaleString("en")} left`))
      : element("div")));
    this.root.style.setProperty("--columns", columns.length + 1);
    this.root.classList.toggle("many", columns.length > 1);
    this.patch(columns);
  }

  patch(columns) {
    const { view } = this;
    const old = new Map([...this.list.children].map((row) => [row.dataset.id, row]));
    const isFirst = !old.size;
    const shown = columns.map(({ tag }) => tag).join(" ");
    const rows = [];
    for (const unit of view.rows) {
      if (!unit.source && !columns.some(({ tag }) => unit.locales[tag])) continue;
      // What a row says; where it stands, and what is found there, may change without a change of that.
      const said = JSON.stringify([unit.source, columns.map(({ tag }) => unit.locales[tag])], (name, value) => (["line", "findings"].includes(name) ? undefined : value));
      let row = old.get(unit.id);
      const isNew = !row;
      if (isNew) row = element("li", "", { className: "unit", tabIndex: -1, attributes: { "data-id": unit.id } });
      const hasChanged = row.said !== said && row.shown === shown;
      const open = new Set([...row.querySelectorAll("details[open]")].map((fold) => fold.dataset.tag));
      const hadFocus = row.contains(document.activeElement);
      if (row.text !== JSON.stringify(unit) || row.shown !== shown) {
        row.replaceChildren(cell(this, unit, view.source, unit.source, true), ...columns.map((locale) => cell(this, unit, locale, unit.locales[locale.tag], false)));
        for (const fold of row.querySelectorAll("details")) fold.open = open.has(fold.dataset.tag);
        if (hadFocus) row.focus({ preventScroll: true });
      }
      Object.assign(row, { unit, said, shown, text: JSON.stringify(unit) });
      row.dataset.states = columns.map(({ tag }) => unit.locales[tag]?.state ?? "").join(" ");
      row.classList.toggle("heading", unit.kind === "heading" || unit.kind === "title");
      row.dataset.level = unit.kind === "title" ? 1 : unit.level;
      // What was there before its filter let it go stays for whoever works on it.
      if (isNew) row.hidden = !this.suits(row);
      if (!isFirst && (isNew || hasChanged)) this.flash(row);
      rows.push(row);
    }
    // Where none has come or gone they stay where they are, and so does whatever has the focus.
    if (rows.length !== old.size || rows.some((row, at) => row !== this.list.children[at])) this.list.replaceChildren(...rows);
    if (!rows.includes(this.current)) this.current = null;
    this.empty.hidden = this.rows().length > 0;
  }

  flash(row) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    row.classList.add("flash");
    row.addEventListener("animationend", () => row.classList.remove("flash"), { once: true });
  }

  // The page after its files have changed, or in another language: what the reader looks at stays where it is.
  update(view, opener) {
    const { locale, states, words } = this.context.wanted();
    const what = (...asked) => asked.map(String).join(" ");
    const isOther = what(this.known(locale), [...states], words) !== what(this.locale, [...this.states], this.filter.value);
    Object.assign(this, { view, opener, states, locale: this.known(locale) });
    if (document.activeElement !== this.filter) this.filter.value = words;
    const id = this.current?.dataset.id;
    const focused = this.current && document.activeElement === this.current;
    const fixed = this.current ?? this.rows()[0];
    const before = fixed?.getBoundingClientRect().top;
    const at = [...this.list.children].indexOf(this.current);
    this.fill();
    if (isOther) this.sift();
    const after = this.rows().find((row) => row.dataset.id === id);
    if (after) this.choose(after, focused, false);
    else this.choose(this.list.children[Math.min(at, this.list.children.length - 1)], focused, false);
    if (fixed?.isConnected && before !== undefined) scrollBy({ top: fixed.getBoundingClientRect().top - before, behavior: "instant" });
  }

  // Which units are shown.

  rows() {
    return [...this.list.children].filter((row) => !row.hidden);
  }

  suits(row) {
    const words = this.filter.value.trim().toLowerCase();
    const { unit } = row;
    const texts = [unit.source, ...this.columns().map(({ tag }) => unit.locales[tag])].map((text) => text?.text ?? "");
    const has = texts.some((text) => text.toLowerCase().includes(words));
    return has && (!this.states.size || row.dataset.states.split(" ").some((state) => this.states.has(state)));
  }

  sift() {
    for (const row of this.list.children) row.hidden = !this.suits(row);
    const rows = this.rows();
    this.empty.hidden = rows.length > 0;
    if (!rows.includes(this.current)) this.choose(rows[0], false);
  }

  toggle(state) {
    this.states = new Set(this.states);
    if (!this.states.delete(state)) this.states.add(state);
    this.context.set({ states: this.states });
    for (const chip of this.chips.children) chip.setAttribute("aria-pressed", String(this.states.has(chip.dataset.state)));
    this.sift();
    this.context.say(this.states.size ? `Only ${[...this.states].join(", ")}: ${count(this.rows().length, "text")}` : "All texts");
  }

  // Which unit is the current one.

  choose(row, focus = true, scroll = true) {
    if (!row) return;
    if (row !== this.current) {
      for (const other of this.list.querySelectorAll("[aria-current]")) {
        other.removeAttribute("aria-current");
        other.tabIndex = -1;
      }
      row.setAttribute("aria-current", "true");
      row.tabIndex = 0;
      this.current = row;
    }
    if (focus) row.focus({ preventScroll: true });
    if (focus && scroll) row.scrollIntoView({ block: "nearest" });
  }

  step(by, wanting = false) {
    const rows = this.rows();
    const at = rows.indexOf(this.current);
    const wants = (row) => !wanting || wantsWork(row.dataset.states) || row.querySelector(".findings");
    // The first step leads to the current unit, where nobody is there yet.
    if (at >= 0 && !this.list.contains(document.activeElement) && wants(this.current)) return this.choose(this.current);
    const order = by > 0 ? rows.slice(at + 1) : rows.slice(0, Math.max(at, 0)).reverse();
    const found = order.find(wants);
    if (found) this.choose(found);
    else this.context.say(wanting ? "Nothing that wants work is left that way." : "There is no other text.");
  }

  // What can be done with it.

  async copy(row) {
    const text = row?.unit.source?.markup ?? row?.unit.source?.text;
    if (!text) return this.context.say("This text has no source.");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Where the preview is not on this machine, browsers know no clipboard.
      const field = element("textarea", "", { value: text, className: "copy" });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      row.focus({ preventScroll: true });
    }
    this.context.say("Copied.");
  }

  // The translation; of several, the first that wants work.
  open() {
    const ways = [...(this.current?.querySelectorAll(".cell:not(.source) a.open") ?? [])];
    const way = ways.find((way) => wantsWork(way.closest(".cell").dataset.state)) ?? ways[0];
    (way ?? this.current?.querySelector("a.open"))?.click();
  }

  unfold() {
    const folds = [...(this.current?.querySelectorAll("details") ?? [])];
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
    if (!folds.length) this.context.say("The source has not changed since.");
  }

  // Where else to go.

  turn(step) {
    const tags = [...this.view.locales.map(({ tag }) => tag), ...(this.view.locales.length > 1 ? [all] : [])];
    const tag = tags[(tags.indexOf(this.locale) + step + tags.length) % tags.length];
    this.context.go({ locale: tag });
    this.context.say(tag === all ? "All languages" : this.view.locales.find((locale) => locale.tag === tag).label);
  }

  async page(step) {
    const { pages, locales } = await this.context.pages();
    const column = locales.findIndex(({ tag }) => tag === this.locale);
    const at = pages.findIndex(({ key }) => key === this.key);
    const order = step > 0 ? pages.slice(at + 1) : pages.slice(0, Math.max(at, 0)).reverse();
    const found = order.find((page) => isLeft(page, column));
    if (found) this.context.go({ page: found.key, words: "" });
    else this.context.say("No page that wants work is left that way.");
  }
}
