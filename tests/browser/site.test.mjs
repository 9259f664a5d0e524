// The site of this repository in a real browser: readable, reachable, choosing the language once, without scripts too.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { command, host, launch, root } from "../support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Two groups that share a choice, and one that depends on it. */
const tabs = `# Tabs

To [the key](#key) and [the window](#window).

# [Linux](#tab/linux)

Text for Linux.

# [Windows](#tab/windows)

Text for Windows.

### Window

An anchor within.

# [Mac](#tab/mac)

Text for Mac.

---

# [Bash](#tab/bash/linux)

Bash for Linux.

# [Bash](#tab/bash/windows)

Bash for Windows.

# [PowerShell](#tab/powershell/windows)

PowerShell for Windows.

### Key

An anchor that depends.

---

# [Mac](#tab/mac)

Again for Mac.

# [Windows](#tab/windows)

Again for Windows.

---
`;

let folder, server, origin, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "diglot-"));
  const binary = command();
  execFileSync(binary, ["build", root, "--out", join(folder, "site")], { stdio: "pipe" });
  // Pages about tabs lie beside it, because the site itself has no dependent ones and none from right to left.
  for (const locale of ["en-US", "ar"]) mkdirSync(join(folder, "tabs", "content", locale), { recursive: true });
  writeFileSync(join(folder, "tabs", "content", "en-US", "index.md"), tabs);
  writeFileSync(join(folder, "tabs", "content", "ar", "index.md"), tabs);
  writeFileSync(join(folder, "tabs", "site.yaml"), "title: Tabs\nsource_locale: en-US\nlocales: [en-US, ar]\n");
  const out = join(folder, "site", "tabs");
  execFileSync(binary, ["build", join(folder, "tabs"), "--out", out], { stdio: "pipe" });
  // And a page about translations of which one is behind, one is missing, and one is from right to left.
  const told = join(folder, "told");
  for (const locale of ["en-US", "ar", "de-DE"]) mkdirSync(join(told, "content", locale), { recursive: true });
  writeFileSync(join(told, "site.yaml"), "source_locale: en-US\nstatus_page: true\nlocales: [en-US, ar, de-DE]\n");
  writeFileSync(join(told, "content", "en-US", "index.md"), "# Start\n\nIt opens in May.\n");
  writeFileSync(join(told, "content", "ar", "index.md"), "# البداية\n\nيُفتح في مايو.\n");
  execFileSync(binary, ["ledger", "accept", told], { stdio: "pipe" });
  writeFileSync(join(told, "content", "en-US", "index.md"), "# Start\n\nIt opens in June.\n");
  execFileSync(binary, ["build", told, "--out", join(folder, "site", "told")], { stdio: "pipe" });
  execFileSync(binary, ["status", told, "--format", "html", "--output", join(folder, "site", "told", "file.html")], { stdio: "pipe" });
  ({ server, origin } = await host(join(folder, "site")));
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A page that fails the test on any error or refused request. */
async function open(path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => !request.url().startsWith(origin) && problems.push(`left the site: ${request.url()}`));
  await page.goto(origin + path);
  return { page, problems, close: () => context.close() };
}

const pages = ["/en-us/", "/en-us/manual/write/", "/de-de/help/teilnehmen/", "/de-de/help/payouts/", "/?choose"];

for (const path of pages) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${path} is accessible and quiet, ${colorScheme}`, async () => {
      const quiet = await open(path, { colorScheme });
      assert.deepEqual(quiet.problems, []);
      await quiet.close();
      // The analyser is put in past the policy, as a person's own tool would be.
      const { page, close } = await open(path, { colorScheme, bypassCSP: true });
      await page.addScriptTag({ content: axe });
      const analysed = await page.evaluate(() => globalThis.axe?.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
      assert.ok(analysed, "the page was analysed");
      assert.deepEqual(analysed.violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" ")}`), []);
      await close();
    });
  }
}

test("a phone shows every page without sideways scrolling", async () => {
  for (const path of pages) {
    const { page, close } = await open(path, { viewport: { width: 320, height: 640 } });
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${path}: ${content} > ${window}`);
    await close();
  }
});

test("the language page chooses on a first visit and remembers a choice", async () => {
  const german = await open("/", { locale: "de-AT" });
  await german.page.waitForURL("**/de-de/");
  await german.close();
  const french = await open("/", { locale: "fr-FR" });
  await french.page.waitForTimeout(300);
  assert.equal(new URL(french.page.url()).pathname, "/", "nobody is sent to a language they did not ask for");
  await french.page.click("a[lang=de-DE]");
  await french.page.waitForURL("**/de-de/");
  await french.page.goto(`${origin}/?choose`);
  await french.page.waitForTimeout(300);
  assert.equal(new URL(french.page.url()).pathname, "/", "who asks for the list gets it");
  await french.page.goto("about:blank");
  await french.page.goto(`${origin}/`);
  await french.page.waitForURL("**/de-de/");
  await french.close();
});

test("deep links are never redirected", async () => {
  const { page, close } = await open("/en-us/help/join/", { locale: "de-DE" });
  await page.waitForTimeout(300);
  assert.equal(new URL(page.url()).pathname, "/en-us/help/join/");
  await close();
});

test("without scripts everything can be read and reached", async () => {
  const { page, close } = await open("/", { javaScriptEnabled: false, locale: "de-DE" });
  assert.equal(new URL(page.url()).pathname, "/");
  await page.click("a[lang=de-DE]");
  await page.click("main a >> nth=0");
  assert.ok((await page.textContent("h1")).length > 0);
  await page.click(".switcher summary");
  await page.click(".switcher a[lang=en-US]");
  await page.waitForURL(/\/en-us\//);
  await close();
});

test("the switcher keeps the page", async () => {
  const { page, close } = await open("/de-de/help/teilnehmen/");
  await page.click(".switcher summary");
  await page.click(".switcher a[lang=en-US]");
  await page.waitForURL("**/en-us/help/join/");
  await close();
});

test("an address that is nowhere gets a page that leads on", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const response = await page.goto(`${origin}/de-de/deep/er/nowhere/`);
  assert.equal(response.status(), 404);
  const style = await page.evaluate(() => document.styleSheets.length);
  assert.equal(style, 1, "its style is found from any depth");
  await page.click("main a >> nth=0");
  assert.ok((await page.textContent("h1")).length > 0);
  await context.close();
});

/** The paragraphs within tabs that can be seen; what a part hides until it is found has no picture. */
function seen(page) {
  return page.$$eval(".tab > p:not(.tab-label)", (all) =>
    all.filter((text) => text.checkVisibility({ contentVisibilityAuto: true })).map((text) => text.textContent));
}

function selected(page) {
  return page.$$eval('[role="tab"][aria-selected="true"]', (all) => all.map((tab) => tab.textContent));
}

test("tabs go by the keys of their text's direction", async () => {
  for (const [path, forwards, backwards] of [
    ["/tabs/en-us/", "ArrowRight", "ArrowLeft"],
    ["/tabs/ar/", "ArrowLeft", "ArrowRight"],
  ]) {
    const { page, problems, close } = await open(path);
    assert.deepEqual(await seen(page), ["Text for Linux.", "Bash for Linux.", "Again for Mac."]);
    await page.focus('[role="tab"] >> nth=0');
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    for (const [key, name] of [
      [forwards, "Windows"], [forwards, "Mac"], [forwards, "Linux"], [backwards, "Mac"], ["Home", "Linux"], ["End", "Mac"],
    ]) {
      await page.keyboard.press(key);
      assert.equal(await focused(), name, `${path} ${key}`);
      assert.equal((await selected(page))[0], name);
    }
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "tabpanel");
    assert.deepEqual(problems, []);
    await close();
  }
});

test("one choice holds for every group, for those that depend on it, and for the next page", async () => {
  const { page, problems, close } = await open("/tabs/en-us/");
  await page.click('[role="tab"]:text-is("Windows") >> nth=0');
  assert.deepEqual(await selected(page), ["Windows", "Bash", "Windows"]);
  assert.deepEqual(await seen(page), ["Text for Windows.", "An anchor within.", "Bash for Windows.", "Again for Windows."]);
  await page.click('[role="tab"]:text-is("PowerShell")');
  await page.reload();
  assert.deepEqual(await selected(page), ["Windows", "PowerShell", "Windows"]);
  await page.goto(`${origin}/tabs/ar/`);
  assert.deepEqual(await selected(page), ["Windows", "PowerShell", "Windows"]);
  await page.click('[role="tab"]:text-is("Mac") >> nth=0');
  assert.deepEqual(await seen(page), ["Text for Mac.", "Again for Mac."], "what depends on another choice is gone");
  assert.deepEqual(problems, []);
  await close();
});

test("an address within a hidden tab opens it", async () => {
  const { page, close } = await open("/tabs/en-us/#key");
  assert.ok((await seen(page)).includes("An anchor that depends."), "at once");
  await page.click('[role="tab"]:text-is("Linux")');
  assert.deepEqual(await selected(page), ["Linux", "Bash", "Mac"]);
  await page.click("article a[href='#window']");
  assert.ok((await seen(page)).includes("An anchor within."), "by a link");
  assert.ok(await page.locator("#window").isVisible());
  await page.click('[role="tab"]:text-is("Linux")');
  await page.evaluate(() => history.back());
  await page.waitForFunction(() => location.hash === "#key");
  await page.waitForFunction(() => document.querySelector("#key").checkVisibility());
  await close();
});

test("tabs are parts one below the other without scripts and on paper", async () => {
  for (const [javaScriptEnabled, media] of [[false, "screen"], [true, "print"]]) {
    const { page, close } = await open("/tabs/en-us/", { javaScriptEnabled });
    await page.emulateMedia({ media });
    const [labels, parts] = await Promise.all([".tab-label", ".tab"].map((name) => page.locator(name).all()));
    assert.equal(labels.length, 8);
    for (const element of [...labels, ...parts]) assert.ok(await element.isVisible(), media);
    const heights = await page.$$eval(".tab", (all) => all.map((part) => part.clientHeight));
    assert.ok(heights.every((height) => height > 40), `${media}: ${heights}`);
    assert.equal(await page.locator('[role="tab"]:visible').count(), 0);
    await close();
  }
});

test("tabs are accessible, and stay so where storage is forbidden", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, problems, close } = await open("/tabs/ar/", { colorScheme, bypassCSP: true });
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(() => globalThis.axe.run(document));
    assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), []);
    await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("no"); } }));
    await page.reload();
    await page.click('[role="tab"]:text-is("Windows") >> nth=0');
    assert.equal((await selected(page))[0], "Windows");
    assert.deepEqual(problems, []);
    await close();
  }
});

test("the status page is accessible, on a phone too, and a cell leads to what has changed", async () => {
  for (const path of ["/told/status/", "/told/file.html"]) {
    for (const colorScheme of ["light", "dark"]) {
      // The file brings its style along, which its own policy allows, and the one of this server does not.
      const viewport = { width: 390, height: 844 };
      const { page, problems, close } = await open(path, { colorScheme, viewport, bypassCSP: true });
      await page.click("td a[href='#ar/index']");
      assert.ok(await page.locator("ins:text-is('June')").isVisible(), `${path}: the cell opens its page`);
      await page.$$eval("details", (all) => all.forEach((details) => (details.open = true)));
      await page.addScriptTag({ content: axe });
      const found = await page.evaluate(() => globalThis.axe.run(document));
      assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
      assert.deepEqual(problems, []);
      await close();
    }
  }
  const { problems, close } = await open("/told/status/");
  assert.deepEqual(problems, [], "the policy of the site allows all that the page needs");
  await close();
});
