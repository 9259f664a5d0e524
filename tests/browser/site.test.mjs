// The site of this repository in a real browser: readable, reachable, choosing the language once, without scripts too.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const root = new URL("../../", import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".mjs": "text/javascript", ".svg": "image/svg+xml" };
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

let folder, server, origin, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "diglot-"));
  const built = ["release", "debug"].map((profile) => join(root, "target", profile, "diglot")).filter(existsSync);
  const [binary] = built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  assert.ok(binary, "build the command first: cargo build");
  execFileSync(binary, ["build", root, "--out", join(folder, "site")], { stdio: "pipe" });
  server = createServer((request, response) => {
    let path = join(folder, "site", normalize(decodeURIComponent(request.url.split("?")[0])));
    if (existsSync(path) && statSync(path).isDirectory()) path = join(path, "index.html");
    const found = existsSync(path);
    if (!found) path = join(folder, "site", "404.html");
    response.writeHead(found ? 200 : 404, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "content-security-policy": policy,
    });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
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
  assert.match(page.url(), /\/en-us\//);
  await close();
});

test("the switcher keeps the page", async () => {
  const { page, close } = await open("/de-de/help/teilnehmen/");
  await page.click(".switcher summary");
  await page.click(".switcher a[lang=en-US]");
  assert.equal(new URL(page.url()).pathname, "/en-us/help/join/");
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
