// The preview in a real browser: pages follow their files, and what is wrong stands over them.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { launch, preview } from "../support.mjs";

const folder = mkdtempSync(join(tmpdir(), "preview-"));
let browser, shown, address;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const words = (count) => Array.from({ length: count }, (_, at) => `Paragraph number ${at}.`).join("\n\n");

before(async () => {
  write("site.yaml", "locales: [en-US, de-DE]\ntheme: theme\n");
  write("theme/assets/own.css", "main { outline: 0 }\n");
  write("theme/page.html", '{% extends "default/page.html" %}{% block head %}{{ super() }}<link rel="stylesheet" href="{{ root }}assets/own.css">{% endblock %}\n');
  write("content/en-US/index.md", `# Start\n\n${words(60)}\n`);
  write("content/en-US/other.md", "# Other\n");
  write("content/de-DE/index.md", "# Anfang\n");
  write("content/de-DE/other.md", "# Anderes\n");
  ({ process: shown, address } = await preview(folder, 18500));
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  shown?.kill();
  rmSync(folder, { recursive: true });
});

async function open(context, path) {
  const page = await context.newPage();
  await page.goto(address + path);
  // From then on it listens, itself or through another page.
  await page.waitForFunction(() => navigator.locks.query().then((locks) => locks.held.some((lock) => lock.name === "diglot-preview")));
  return page;
}

test("a saved page is shown where the reader is", async () => {
  const context = await browser.newContext({ viewport: { width: 900, height: 600 } });
  const page = await open(context, "en-us/");
  await page.evaluate(() => scrollTo(0, 900));
  write("content/en-US/index.md", `# Start\n\n${words(59)}\n\nThe last one is new.\n`);
  await page.getByText("The last one is new.").waitFor();
  await page.waitForFunction(() => Math.abs(scrollY - 900) < 3);
  await context.close();
});

test("ten open pages follow, and those that are as they were stay", async () => {
  const context = await browser.newContext();
  const pages = [];
  for (let count = 0; count < 10; count += 1) pages.push(await open(context, "en-us/other/"));
  const start = await open(context, "en-us/");
  await start.evaluate(() => (window.isTheSame = true));
  write("content/en-US/other.md", "# Other\n\nTold to all ten.\n");
  await Promise.all(pages.map((page) => page.getByText("Told to all ten.").waitFor()));
  assert.equal(await start.evaluate(() => window.isTheSame), true);
  await context.close();
});

test("a style is swapped without a reload", async () => {
  const context = await browser.newContext();
  const page = await open(context, "en-us/");
  await page.evaluate(() => (window.isTheSame = true));
  write("theme/assets/own.css", "main { outline: 3px solid rgb(1, 2, 3) }\n");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("main")).outlineColor === "rgb(1, 2, 3)");
  assert.equal(await page.evaluate(() => window.isTheSame), true);
  await context.close();
});

test("what is wrong stands over the page until it is mended", async () => {
  const context = await browser.newContext();
  const page = await open(context, "en-us/other/");
  const panel = page.locator("diglot-preview");
  const findings = panel.locator("details");
  // The way to the translations is there always.
  await panel.getByRole("link", { name: "Translations" }).waitFor();
  assert.equal(await findings.isVisible(), false);
  write("content/en-US/other.md", "# Other\n\nA [way](nowhere.md).\n");
  await panel.getByText("1 finding on this page").click();
  await panel.getByText("broken-link").waitFor();
  assert.match(await panel.locator("li a").getAttribute("href"), /^vscode:\/\/file\/.*other\.md:3:\d+$/);
  // A template that fails names its place; the page is shown by the built-in one.
  write("theme/page.html", "{% extends \"default/page.html\" %}\n{% block head %}{{ nothing.at.all }}{% endblock %}\n");
  await panel.getByText("invalid-template").waitFor();
  await panel.getByText("theme/page.html:2:", { exact: false }).waitFor();
  await page.getByRole("heading", { name: "Other" }).waitFor();
  write("theme/page.html", '{% extends "default/page.html" %}\n');
  write("content/en-US/other.md", "# Other\n");
  await findings.waitFor({ state: "hidden" });
  await context.close();
});
