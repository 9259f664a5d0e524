// What somebody might write to be read as something else, in what the preview shows over pages and to translators: it is text there.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { launch, preview, root } from "../support.mjs";

// The payloads of the tests without a browser, whose strings are written as they are here.
const table = readFileSync(join(root, "tests/it/untrusted_inputs.rs"), "utf8").match(/PAYLOADS: &\[&str\] = &(\[[^]*?\n\]);/)[1];
const payloads = new Function(`return ${table}`)();
const folder = mkdtempSync(join(tmpdir(), "hostile-"));
let browser, shown, address;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

// A payload in a title, an unknown key, words, the destination of a link that leads nowhere, and the name of a file.
const page = (payload, words) =>
  `---\ntitle: ${JSON.stringify(payload)}\n${JSON.stringify(payload.slice(0, 90))}: ${JSON.stringify(payload)}\nms.date: ${JSON.stringify(payload)}\n---\n` +
  `# ${words} ${payload}\n\n${words}. ${payload}\n\n[${payload.replace(/\s/g, " ")}](<${payload.replace(/[\r\n<>]/g, " ")}.md>)\n\n[x](no-${payload.replace(/[^a-z]/gi, "")}.md)\n`;

before(async () => {
  write("site.yaml", "title: \"<img src=x onerror=alert(1)>\"\nlocales: [en-US, de-DE]\nsource_locale: en-US\nsearch: false\n");
  payloads.forEach((payload, at) => {
    write(`content/en-US/p${at}.md`, page(payload, "One"));
    write(`content/de-DE/p${at}.md`, page(payload, "Eins"));
  });
  write("content/en-US/<img src=x onerror=alert(1)>.md", "[x](gone.md)\n");
  ({ process: shown, address } = await preview(folder, 18650));
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  shown?.kill();
  rmSync(folder, { recursive: true });
});

async function visitor() {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("dialog", (dialog) => assert.fail(`somebody says ${dialog.message()}`));
  page.on("pageerror", (error) => assert.fail(error));
  return page;
}

// Elements that nobody meant to be there, in words: by what they are, what they listen to, where they lead.
const foreign = (within, allowed) => {
  const found = [];
  for (const element of within.querySelectorAll("*")) {
    const name = element.localName;
    if (!allowed.includes(name)) found.push(name);
    for (const { name: attribute, value } of element.attributes) {
      const leads = ["href", "src", "action", "formaction"].includes(attribute);
      if (attribute.startsWith("on") || attribute === "srcdoc" || (leads && !/^(https?|vscode):/.test(new URL(value, location).href))) {
        found.push(`${name} ${attribute}=${value}`);
      }
    }
  }
  return found;
};

test("in the overlay", async () => {
  assert.ok(payloads.length > 80, "the table of payloads is read");
  const visit = await visitor();
  const allowed = ["link", "a", "details", "summary", "ol", "li", "strong", "p"];
  const names = payloads.map((_, at) => `p${at}`);
  for (const name of [...names, encodeURIComponent("<img src=x onerror=alert(1)>")]) {
    await visit.goto(`${address}en-us/${name}/`);
    const panel = visit.locator("diglot-preview");
    await panel.locator("li").first().waitFor({ state: "attached" });
    const found = await panel.evaluate(
      (panel, [foreign, allowed]) => new Function(`return ${foreign}`)()(panel.shadowRoot, allowed), [foreign.toString(), allowed]);
    assert.deepEqual(found, [], name);
    assert.match(await panel.evaluate((panel) => panel.shadowRoot.textContent), /broken-link|invalid-address/, name);
  }
});

test("in the translator's view", async () => {
  const visit = await visitor();
  const names = ["overview", ...payloads.map((_, at) => `?page=p${at}&locale=de-DE`)];
  const allowed = ["header", "nav", "main", "section", "article", "div", "span", "p", "a", "b", "bdi", "code", "ins", "del", "mark", "button",
    "kbd", "strong", "small", "ol", "ul", "li", "dl", "dt", "dd", "h1", "h2", "h3", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "details", "summary", "dialog", "form", "label", "input", "select", "option", "progress", "time"];
  for (const name of names) {
    await visit.goto(`${address}_diglot/${name === "overview" ? "" : name}`);
    await visit.locator(name === "overview" ? "tbody tr" : ".unit").first().waitFor();
    const found = await visit.evaluate(
      ([foreign, allowed]) => new Function(`return ${foreign}`)()(document.body, allowed), [foreign.toString(), allowed]);
    assert.deepEqual(found, [], name);
  }
});
