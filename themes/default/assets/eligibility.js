// Asks the questions of an eligibility check.
import init, { classify, report } from "./checker.js";

let module;

async function start(element) {
  const section = element.querySelector(".elig") ?? (await (await import("./eligibility-embed.js")).default(element));
  const { check, integrity, version, wasm } = section.dataset;
  const all = (selector, within = section) => [...within.querySelectorAll(selector)];
  const one = (selector) => all(selector)[0];
  const show = (name, shown) => all(`[data-${name}]`).map((part) => (part.hidden = !shown(part.dataset[name])));
  const long = (date, more) => date.toLocaleDateString(section.lang, { dateStyle: "long", ...more });
  const form = one("form");
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5;
  let rules, timer;
  for (const regime of section.dataset.rules.split(" ")) {
    const [code, from] = regime.split(":").reverse();
    if (!(from > today)) rules = Uint8Array.from(atob(code), (letter) => letter.charCodeAt());
  }
  await (module ??= init({ module_or_path: fetch(wasm, { integrity }) }));

  const questions = all("[data-q]").map((field) => ({ field, inputs: all("input", field), ...field.dataset }));

  const read = ({ inputs, k, g }, index) => {
    const chosen = inputs.filter((input) => input.checked);
    if (chosen[0]) {
      const values = chosen.map((input) => input.value);
      return {
        values,
        shown: new Intl.ListFormat(section.lang).format(chosen.map((input) => input.parentNode.textContent.trim())),
        state: k ? inputs.slice(0, -1).map((input) => 1 + input.checked)
          : [values[0] === "unsure" ? 0 : 1 << inputs.indexOf(chosen[0])],
      };
    }
    // Of a date year, month and day; the digits of any keyboard, without what groups them.
    const parts = inputs.filter((input) => input.dataset.part).map((input) => [input.dataset.part, input.value
      .normalize("NFKC").replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15)
      .replace(RegExp(`[${g}](?=\\d{3}(?!\\d))|\\s`, "g"), "")]).sort();
    const value = parts.map(([part, text]) => text.padStart(+part && 2, 0)).join("-");
    const date = parts[1] && new Date(value);
    const number = date ? /^\d{4}-..-..$/.test(value) && date.getUTCDate() == parts[2][1] && date / 864e5 : value;
    const region = /^-?\d{1,15}$/.test(number) ? classify(rules, today, index, BigInt(number)) : 255;
    return region < 255 && {
      values: [value],
      shown: date ? long(date, { timeZone: "UTC" }) : (+value).toLocaleString(section.lang),
      state: [1 << region],
    };
  };

  const ask = (answers) =>
    report(rules, new Uint32Array(questions.flatMap(({ inputs, k }, at) =>
      answers[at].state ?? inputs.slice(k ? 1 : -1).map(() => 0))), one("[data-all]").checked);
  const say = (part) => (one("[role=status]").textContent = (part?.firstElementChild ?? part)?.textContent ?? "");

  const update = () => {
    let answers = questions.map(read);
    const relevant = ask(answers).slice(-questions.length);
    let left = 0;
    // What is not asked counts for nothing.
    answers = answers.map((answer, at) => {
      const hidden = (questions[at].field.hidden = !relevant[at] || left > 0);
      left += relevant[at] && !answer;
      return !hidden && answer;
    });
    const bytes = ask(answers);
    const bits = (from) => (at) => new DataView(bytes.buffer).getUint32(from, true) >> (at || 0) & (at ? 1 : -1);
    const [possible, why, change] = [1, 5, 9].map(bits);
    const criteria = all("[data-c]");
    const statuses = criteria.map((_, at) => bytes[13 + 5 * at]);
    const given = answers.some(Boolean);
    const settled = bytes[0] < 255;
    const worse = settled && !possible("0");
    show("o", (name) => name === (settled ? `${bytes[0]}` : left ? "" : "unsure"));
    show("left", (count) => count == left);
    show("possible", (at) => given && !settled && possible(at));
    show("why", (at) => settled && why(at));
    show("change", (at) => worse && (at === "none" ? !change() : change(at)));
    show("answer", (at) => (at ? answers[at] : given));
    show("met", (count) => given && count == statuses.filter((status) => status % 2 == 0).length);
    criteria.map((part, at) =>
      all("[data-s]", part).map((each) => (each.hidden = each.dataset.s !== (given ? `${statuses[at]}` : ""))));
    all("[data-a]").map((part) => (part.textContent = answers[part.dataset.a].shown));
    clearTimeout(timer);
    timer = setTimeout(() => say(one("[data-o]:not([hidden])") ?? one("[data-left]:not([hidden])")), 400);
    return answers;
  };
  const mark = (wrong) => {
    show("e", (at) => wrong[at]);
    questions.map(({ inputs }, at) => inputs.map((input) => (input.ariaInvalid = !!wrong[at])));
    return show("errors", () => wrong.includes(true));
  };

  const restore = () => {
    const [name, query] = location.hash.slice(1).split("?");
    if (name !== check || !query) return;
    const link = new URLSearchParams(query);
    for (const { inputs, q } of questions) {
      for (const input of inputs) {
        const { part } = input.dataset;
        if (part) input.value = link.get(q)?.split(/\b-/).at(part - 1) ?? "";
        else input.checked = link.getAll(q).includes(input.value);
      }
    }
    update();
    show("changed", () => link.get("v") !== version);
    section.scrollIntoView();
  };

  form.oninput = ({ target }) => {
    // "None of these" and "not sure" stand alone.
    for (const other of all("input", target.closest("fieldset") ?? target)) {
      if (other.hasAttribute("data-alone") !== target.hasAttribute("data-alone")) other.checked = false;
    }
    update();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const [fine] = mark(update().map((answer, at) => !answer && !questions[at].field.hidden));
    one(fine ? "[data-result]" : "[data-errors]").focus();
  };
  form.onreset = () => setTimeout(() => {
    mark([]);
    show("changed", () => false);
    show("copied", () => false);
    update();
    questions[0].inputs[0].focus();
  });
  form.onclick = async (event) => {
    const { hash, dataset: { act } } = event.target;
    if (act === "error") {
      event.preventDefault();
      one(hash).focus();
    } else if (act === "print") {
      print();
    } else if (act) {
      const link = new URLSearchParams(
        update().flatMap((answer, at) => (answer ? answer.values.map((value) => [questions[at].q, value]) : [])));
      link.append("v", version);
      history.replaceState(history.state, "", `#${check}?${link}`);
      await navigator.clipboard?.writeText(location).catch(() => {});
      show("copied", () => true);
      say(one("[data-copied]"));
    }
  };
  one("[data-today]").textContent = long(now);
  update();
  clearTimeout(timer);
  form.hidden = false;
  all("details").map((part) => (part.open = false));
  restore();
  addEventListener("hashchange", restore);
}

customElements.define("eligibility-check", class extends HTMLElement {
  connectedCallback() {
    // Whatever goes wrong leaves the page as it is.
    start(this).catch(() => {});
  }
});
