// The translator's view of the preview in a real browser: by keyboard, as files change, in every width and scheme.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { command, launch, preview } from "../support.mjs";

const folder = mkdtempSync(join(tmpdir(), "translations-"));
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
let browser, shown, address;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const numbers = Array.from({ length: 30 }, (_, at) => at);
const source = ({ knots = "three", more = "" } = {}) =>
  `# Harbour\n\nTie the boat with **${knots}** knots and \`rope --long\`.\n\n${more}${numbers.map((at) => `Berth number ${at} is free.`).join("\n\n")}\n\nThe last one.\n`;
const target = (more = "") =>
  `# Hafen\n\nBinden Sie das Boot mit **zwei** Knoten und \`rope --long\`.\n\n${more}${numbers.map((at) => `Platz Nummer ${at} ist frei.`).join("\n\n")}\n\nDer letzte.\n`;

before(async () => {
  write("site.yaml", "locales: [en-US, de-DE, ar]\nsource_locale: en-US\n");
  write("content/en-US/index.md", source({ knots: "two" }));
  write("content/de-DE/index.md", target());
  write("content/en-US/bay/reef.md", "# Reef\n\nBeware of it.\n");
  write("content/en-US/sea.md", "# Sea\n\nIt is wide.\n");
  write("content/ar/sea.md", "# بحر\n\nإنه واسع.\n");
  const built = command();
  execFileSync(built, ["ledger", "accept"], { cwd: folder });
  write("content/en-US/index.md", source({ more: "A buoy marks the [reef](bay/reef.md).\n\n" }));
  ({ process: shown, address } = await preview(folder, 18600));
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  shown?.kill();
  rmSync(folder, { recursive: true });
});

async function open(query, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 700 }, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(error));
  await page.goto(`${address}_diglot/${query}`);
  await page.locator(query.includes("page=") ? ".unit" : "tbody tr").first().waitFor();
  // From then on it listens.
  await page.waitForFunction(() => navigator.locks.query().then((locks) => locks.held.some((lock) => lock.name === "diglot-preview")));
  // Nothing goes to an editor; what would have is remembered.
  await page.evaluate(() => {
    window.opened = [];
    addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='vscode:']");
      if (!link) return;
      event.preventDefault();
      window.opened.push(link.href);
    }, true);
  });
  return page;
}

const current = (page) => page.locator(".unit[aria-current]");
const german = "?page=index&locale=de-DE";

test("a keyboard is enough to go through a page", async () => {
  const page = await open(german);
  await page.keyboard.press("j");
  assert.equal(await current(page).getByText("Hafen").count(), 1, "the first key leads to the first text");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("k");
  assert.match(await current(page).textContent(), /Binden Sie/);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-current")), "true");
  // What has changed in its source.
  assert.equal(await current(page).locator("ins").isVisible(), false);
  await page.keyboard.press("d");
  assert.deepEqual(await current(page).locator("del, ins").allTextContents(), ["two", "three"]);
  assert.equal(await current(page).locator("ins").isVisible(), true);
  assert.equal(await current(page).getByText("stale-translation").isVisible(), true);
  await page.keyboard.press("c");
  await page.getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "Tie the boat with **three** knots and `rope --long`.");
  await page.keyboard.press("e");
  await page.keyboard.press("n");
  assert.match(await current(page).textContent(), /A buoy marks.*missing/);
  assert.equal(await current(page).locator(".translation [lang]").getAttribute("lang"), "en-US", "a ghost has the source's words");
  await page.keyboard.press("Enter");
  assert.deepEqual(await page.evaluate(() => opened.map((href) => href.split("content/")[1])), ["de-DE/index.md:3:1", "de-DE/index.md:3:1"]);
  await page.keyboard.press("p");
  assert.match(await current(page).textContent(), /Binden Sie/);
  // Keys are letters where somebody writes, and others belong to the browser.
  await page.keyboard.press("/");
  await page.keyboard.type("jnco");
  assert.equal(await page.getByLabel("Texts with").inputValue(), "jnco");
  assert.equal(await page.getByText("No text is like that.").isVisible(), true);
  await page.getByLabel("Texts with").fill("NUMMER 12");
  assert.match(await page.locator(".unit:visible").textContent(), /Platz Nummer 12/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("o");
  await page.keyboard.press("Escape");
  assert.match(page.url(), /page=index/, "keys wait while the list of them is open");
  await page.context().close();
});

test("texts are filtered by their states, and the address says so", async () => {
  const page = await open(german);
  const visible = () => page.locator(".unit:visible").count();
  assert.equal(await visible(), 34);
  await page.keyboard.press("1");
  assert.equal(await visible(), 1);
  await page.keyboard.press("2");
  assert.equal(await visible(), 2);
  assert.equal(await page.getByRole("button", { name: "stale 1" }).getAttribute("aria-pressed"), "true");
  await page.waitForURL(/state=missing%2Cstale/);
  await page.reload();
  await page.locator(".unit:visible").first().waitFor();
  assert.equal(await visible(), 2);
  await page.getByRole("button", { name: "stale 1" }).click();
  await page.keyboard.press("1");
  assert.equal(await visible(), 34);
  await page.context().close();
});

test("languages are shown one by one, or all beside each other", async () => {
  const page = await open(german);
  await page.keyboard.press("j");
  await page.keyboard.press("l");
  await page.locator(".heads [lang=ar]").waitFor();
  await page.waitForURL(/locale=ar/);
  await page.keyboard.press("l");
  await page.locator(".many").waitFor();
  assert.equal(await page.locator(".unit").first().locator(".cell").count(), 3);
  const tops = await page.locator(".unit").nth(5).locator(".cell").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
  assert.equal(new Set(tops).size, 1, "texts of one unit stand beside each other");
  await page.goBack();
  await page.locator(".many").waitFor({ state: "detached" });
  await page.locator(".heads [lang=ar]").waitFor();
  await page.keyboard.press("L");
  await page.locator(".heads [lang=de-DE]").waitFor();
  await page.goto(`${address}_diglot/?page=sea&locale=ar`);
  const text = page.locator(".translation .text").first();
  await text.waitFor();
  assert.deepEqual([await text.getAttribute("lang"), await text.getAttribute("dir")], ["ar", "rtl"]);
  await page.context().close();
});

test("a translation that is saved takes its place where the reader is", async () => {
  const page = await open(german);
  await page.keyboard.press("n");
  await page.keyboard.press("d");
  for (let count = 0; count < 24; count += 1) await page.keyboard.press("j");
  const place = () => current(page).evaluate((row) => [row.dataset.id, Math.round(row.getBoundingClientRect().top), document.activeElement === row]);
  const before = await place();
  assert.ok(await page.evaluate(() => scrollY > 300));
  await page.evaluate(() => (window.isTheSame = true));
  write("content/de-DE/index.md", target("Eine Boje markiert das [Riff](bay/reef.md). Sie ist weithin zu sehen, bei Tag und bei Nacht, im Sommer und im Winter, von Norden und von Süden.\n\n"));
  const row = page.locator(".unit", { hasText: "A buoy marks" });
  await row.getByText("Eine Boje").waitFor();
  assert.equal(await row.locator(".missing").count(), 0);
  await page.waitForFunction((top) => Math.abs(document.querySelector(".unit[aria-current]").getBoundingClientRect().top - top) < 3, before[1]);
  const after = await place();
  assert.deepEqual([after[0], after[2], Math.abs(after[1] - before[1]) < 3], [before[0], true, true]);
  assert.equal(await page.locator("details[open]").count(), 1, "what was unfolded stays so");
  assert.equal(await page.evaluate(() => window.isTheSame), true);
  // A slip in the settings is said, and what is shown stays.
  write("site.yaml", "locales: [en-US]\n");
  await page.getByRole("alert").getByText("no page “index”").waitFor();
  assert.equal(await page.locator(".unit").count(), 34);
  write("site.yaml", "locales: [en-US, de-DE, ar]\nsource_locale: en-US\n");
  await page.getByRole("alert").waitFor({ state: "hidden" });
  write("content/de-DE/index.md", target());
  await row.locator(".missing").waitFor();
  await page.context().close();
});

test("all pages, one of them, and back", async () => {
  const page = await open("");
  assert.deepEqual(await page.locator("tbody th small").allTextContents(), ["sea", "bay/reef", "index"]);
  await page.getByLabel("Order").selectOption("path");
  assert.deepEqual(await page.locator("tbody th small").allTextContents(), ["bay/reef", "index", "sea"]);
  await page.getByLabel("Pages with").fill("SEA");
  assert.deepEqual(await page.locator("tbody th small").allTextContents(), ["sea"]);
  await page.getByLabel("Pages with").fill("");
  await page.getByLabel("Pages that are").selectOption("behind");
  assert.deepEqual(await page.locator("tbody th small").allTextContents(), ["index"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /^Harbour, ar: untranslated/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Harbour" }).waitFor();
  await page.waitForURL(/page=index&locale=de-DE/);
  await page.keyboard.press("]");
  await page.getByRole("heading", { name: "Sea" }).waitFor();
  await page.keyboard.press("[");
  await page.getByRole("heading", { name: "Harbour" }).waitFor();
  await page.keyboard.press("o");
  await page.getByRole("heading", { name: "Translations" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Harbour" }).waitFor();
  await page.context().close();
});

test("a page of the site leads to its translation", async () => {
  const page = await browser.newPage();
  await page.goto(`${address}ar/sea/`);
  await page.locator("diglot-preview a", { hasText: "Translations" }).click();
  await page.getByRole("heading", { name: "Sea" }).waitFor();
  await page.waitForURL(/_diglot\/\?page=sea&locale=ar$/);
  await page.locator(".links a", { hasText: "العربية" }).click();
  await page.waitForURL(/\/ar\/sea\/$/);
  // Whatever the address is made of.
  write("content/en-US/größe & 1+1.md", "# Size\n");
  while ((await fetch(`${address}en-us/größe & 1+1/`)).status !== 200);
  // The page itself loads again meanwhile.
  await page.close();
  const other = await browser.newPage();
  await other.goto(`${address}en-us/größe & 1+1/`);
  await other.locator("diglot-preview a", { hasText: "Translations" }).click();
  await other.getByRole("heading", { name: "Size" }).waitFor();
  await other.close();
});

test("the view is accessible in both schemes, and fits a phone", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1100, 360]) {
      for (const query of ["", german, "?page=index&locale=all", "?page=sea&locale=ar"]) {
        const page = await open(query, { colorScheme, viewport: { width, height: 700 }, bypassCSP: true });
        if (query === german) {
          await page.keyboard.press("n");
          await page.keyboard.press("d");
        }
        if (width === 360) assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${query} at ${width}`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run());
        assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]), [], `${query} ${colorScheme} ${width}`);
        await page.context().close();
      }
    }
  }
});

test("a site without translations says what the view needs", async () => {
  write("site.yaml", "locales: [en-US]\n");
  const page = await browser.newPage();
  await page.goto(`${address}_diglot/`);
  await page.getByText("Name a source_locale and a second locale in site.yaml.").waitFor();
  await page.goto(`${address}en-us/`);
  assert.equal(await page.locator("diglot-preview a", { hasText: "Translations" }).isVisible(), false);
  await page.close();
});
