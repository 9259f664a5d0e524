// One unit in one language, and what there is to say and to do of it.

import { editor, element } from "./element.mjs";

// Beside the name of a state, for quick eyes.
export const signs = { missing: "○", stale: "↻", untouched: "=", unknown: "?", fresh: "✓", reviewed: "✓✓", orphaned: "✕" };

// What stands for itself, and is no word of the text.
const marks = ["image", "footnote", "directive", "tag"];

// A text with its markup shown as what it is.
function shown(runs, more) {
  const made = element("p", "", { className: "text", ...more });
  for (const [text, names] of runs) {
    const kinds = names.split(" ");
    const is = (kind) => kinds.includes(kind);
    if (is("break")) made.append(element("br"));
    else if (is("code")) made.append(element("code", text));
    else if (names) made.append(element("span", text, { className: kinds.some((kind) => marks.includes(kind)) ? "mark" : names }));
    else made.append(text);
  }
  return made;
}

// What the source said before and what it says now.
function difference({ changes }, { tag }, source) {
  const fold = element("details", "", { attributes: { "data-tag": tag } }, element("summary", source && changes.some(({ change }) => change !== "gone") ? "What has changed in the source" : "What the source said"));
  const text = element("p", "", { className: "difference", lang: source?.tag ?? "", dir: source?.dir ?? "" });
  const names = { gone: "del", new: "ins", same: "span" };
  for (const { change, text: words } of changes) text.append(element(names[change], words));
  fold.append(text);
  return fold;
}

function findings(found, opener, file) {
  const list = element("ul", "", { className: "findings" });
  for (const each of found) {
    list.append(element("li", "", { className: each.severity },
      element("strong", `${each.severity}: ${each.code}`), element("p", each.message), element("p", each.help, { className: "help" }),
      element("a", `line ${each.line}`, { href: editor(opener, { ...each, file }) })));
  }
  return list;
}

// What stands in one column of a row. `text` is nothing where another language alone has the unit.
export function cell(units, unit, locale, text, isSource) {
  const { opener, view } = units;
  const made = element("div", "", { className: `cell ${isSource ? "source" : "translation"}`, attributes: { "data-state": text?.state } });
  if (!text) {
    made.classList.add("nothing");
    return made;
  }
  const actions = element("p", "", { className: "actions" });
  if (isSource) {
    const copy = element("button", "Copy", { type: "button", attributes: { "aria-label": "Copy the source’s text" } });
    copy.addEventListener("click", () => units.copy(made.closest(".unit")));
    actions.append(copy);
  } else {
    made.classList.add(text.state);
    const language = units.locale === "all" && element("span", locale.label, { className: "language", lang: locale.tag, dir: locale.dir });
    const state = element("span", "", { className: "state" }, element("span", `${signs[text.state]} `, { attributes: { "aria-hidden": "true" } }), text.state);
    actions.append(...[language, state, text.by === "machine" && "by a machine"].filter(Boolean));
  }
  if (text.file) actions.append(element("a", `line ${text.line}`, { href: editor(opener, text), className: "open", title: `Open ${text.file} in the editor` }));
  // What is missing is shown as the source has it.
  const told = text.runs ? [text.runs, locale] : [unit.source?.runs ?? [], view.source];
  made.append(shown(told[0], { lang: told[1]?.tag ?? "", dir: told[1]?.dir ?? "" }), actions);
  if (text.changes) made.append(difference(text, locale, view.source));
  if (text.findings?.length) made.append(findings(text.findings, opener, text.file));
  return made;
}
