// Asks the questions of an eligibility check. Without it the page says all there is to know.
import init, { classify, report } from "./checker.js";

const DAY = 864e5;
const long = { dateStyle: "long" };
let module;

async function start(element) {
  // On a page of another site the check has to be fetched first.
  const section = element.querySelector(".elig") ?? (await (await import("./eligibility-embed.js")).default(element));
  const language = section.lang;
  const { check, integrity, rules: regimes, version, wasm } = section.dataset;
  const all = (selector, within = section) => [...within.querySelectorAll(selector)];
  const one = (selector) => section.querySelector(selector);
  const show = (name, shown) => all(`[data-${name}]`).map((part) => (part.hidden = !shown(part.dataset[name])));
  const form = one("form");
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  let rules, timer;
  for (const regime of regimes.split(" ")) {
    const [code, from] = regime.split(":").reverse();
    if (!(from > today)) rules = Uint8Array.from(atob(code), (letter) => letter.charCodeAt());
  }
  await (module ??= init({ module_or_path: fetch(wasm, { integrity }) }));

  const questions = all("[data-q]").map((field) => ({ field, inputs: all("input", field), ...field.dataset }));

  const read = ({ inputs, k, g }, index) => {
    const chosen = inputs.filter((input) => input.checked);
    if (chosen[0]) {
      const values = chosen.map((input) => input.value);
      const state = k ? inputs.slice(0, -1).map((input) => 1 + input.checked) : [1 << inputs.indexOf(chosen[0])];
      const shown = new Intl.ListFormat(language).format(chosen.map((input) => input.parentNode.textContent.trim()));
      return { values, shown, state: values[0] === "unsure" ? [0] : state };
    }
    // Digits of any keyboard, without what groups them; of a date year, month and day.
    const parts = inputs.filter((input) => input.dataset.part).map((input) => [input.dataset.part, input.value
      .normalize("NFKC").replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15)
      .replace(RegExp(`[\\s${g}](?=\\d{3}(?!\\d))|\\s`, "g"), "")]).sort();
    const value = parts.map(([part, text]) => text.padStart(+part && 2, 0)).join("-");
    const date = parts[1] && new Date(value);
    const number = date ? /^\d{4}-..-..$/.test(value) && date.getUTCDate() == parts[2][1] && date / DAY : value;
    const region = /^-?\d{1,15}$/.test(number) ? classify(rules, today, index, BigInt(number)) : 255;
    return region < 255 && {
      values: [value],
      shown: date ? date.toLocaleDateString(language, { ...long, timeZone: "UTC" }) : (+value).toLocaleString(language),
      state: [1 << region],
    };
  };

  const ask = (answers) => {
    const state = questions.flatMap(({ inputs, k }, at) => answers[at]?.state ?? Array(k ? inputs.length - 1 : 1).fill(0));
    return report(rules, Uint32Array.from(state), one("[data-all]").checked);
  };
  const say = (part) => (one("[role=status]").textContent = (part?.firstElementChild ?? part)?.textContent ?? "");

  const update = () => {
    let answers = questions.map(read);
    const relevant = ask(answers).slice(-questions.length);
    let left = 0;
    // What is no longer asked is kept in the form, and counts for nothing.
    answers = answers.map((answer, at) => {
      const hidden = (questions[at].field.hidden = !relevant[at] || left > 0);
      left += relevant[at] && !answer;
      return !hidden && answer;
    });
    const bytes = ask(answers);
    const bits = (from) => (at) => new DataView(bytes.buffer).getUint32(from, true) >> (at || 0) & (at ? 1 : -1);
    const [possible, why, change] = [1, 5, 9].map(bits);
    const status = (at) => bytes[13 + 5 * at];
    const given = answers.some(Boolean);
    const settled = bytes[0] < 255;
    const worse = settled && !possible("0");
    show("o", (name) => name === (settled ? `${bytes[0]}` : left ? "" : "unsure"));
    show("left", (count) => count == left);
    show("possible", (at) => given && !settled && possible(at));
    show("why", (at) => settled && why(at));
    show("change", (at) => worse && (at ? (at === "none" ? !change() : change(at)) : true));
    show("answer", (at) => answers[at]);
    const criteria = all("[data-c]");
    show("met", (count) => given && count == criteria.filter((_, at) => status(at) % 2 == 0).length);
    criteria.map((part, at) => all("[data-s]", part).map((each) => (each.hidden = each.dataset.s !== (given ? `${status(at)}` : ""))));
    all("[data-a]").map((part) => (part.textContent = answers[part.dataset.a].shown));
    clearTimeout(timer);
    timer = setTimeout(() => say(one("[data-o]:not([hidden])") ?? one("[data-left]:not([hidden])")), 400);
    return answers;
  };

  const restore = () => {
    const [name, query] = location.hash.slice(1).split("?");
    if (name !== check || !query) return;
    const link = new URLSearchParams(query);
    for (const { inputs, q } of questions) {
      for (const input of inputs) {
        const { part } = input.dataset;
        if (part) input.value = (link.get(q) ?? "").split(/(?<=\d)-/).at(part - 1) ?? "";
        else input.checked = link.getAll(q).includes(input.value);
      }
    }
    update();
    show("changed", () => link.get("v") !== version);
    section.scrollIntoView();
  };

  form.oninput = ({ target }) => {
    // "None of these" and "not sure" leave no other answer, and no other answer leaves them.
    const alone = (input) => "alone" in input.dataset;
    for (const other of all("input", target.closest("fieldset") ?? target)) {
      if (alone(other) !== alone(target)) other.checked = false;
    }
    update();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const answers = update();
    const wrong = questions.map(({ field }, at) => !field.hidden && !answers[at]);
    show("e", (at) => wrong[at]);
    questions.map(({ inputs }, at) => inputs.map((input) => (input.ariaInvalid = wrong[at])));
    const stop = wrong.includes(true);
    show("errors", () => stop);
    one(stop ? "[data-errors]" : "[data-result]").focus();
  };
  form.onreset = () => setTimeout(() => {
    ["e", "errors", "changed", "copied"].map((name) => show(name, () => false));
    questions.map(({ inputs }) => inputs.map((input) => (input.ariaInvalid = false)));
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
      const link = new URLSearchParams(update().flatMap((answer, at) =>
        answer ? answer.values.map((value) => [questions[at].q, value]) : []));
      link.append("v", version);
      history.replaceState(history.state, "", `#${check}?${link}`);
      // Where the clipboard is closed, the address bar has the link all the same.
      await navigator.clipboard?.writeText(location).catch(() => {});
      show("copied", () => true);
      say(one("[data-copied]"));
    }
  };
  all("[data-today]").map((part) => (part.textContent = now.toLocaleDateString(language, long)));
  update();
  form.hidden = one("details").open = false;
  restore();
  addEventListener("hashchange", restore);
}

customElements.define("eligibility-check", class extends HTMLElement {
  connectedCallback() {
    // Whatever goes wrong leaves the page as it is without scripts.
    start(this).catch(() => {});
  }
});
