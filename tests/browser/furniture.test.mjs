// What stands around the words of a page, in a real browser: the offer of the reader's language, code, headings, pictures,
// paper. In three scripts, on a phone and on a desk, in both colour schemes, under the policy of the design.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { command, host, launch, root } from "../support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1400, height: 900 };

let folder, server, origin, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "diglot-"));
  const binary = command();
  ({ server, origin } = await host(join(folder, "site")));
  const input = join(root, "tests", "browser", "furniture");
  execFileSync(binary, ["build", input, "--out", join(folder, "site"), "--base-url", origin], { stdio: "pipe" });
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page in a fresh browser profile, with everything that it complains about, and how far things moved on it. What has a
    `late` address comes long after the page. */
async function open(path, { late, ...options } = {}) {
  const context = await browser.newContext({ locale: "en-US", viewport: DESK, ...options });
  if (late) await context.route(late, (route) => setTimeout(() => route.continue(), 700));
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => request.url().startsWith(origin) || problems.push(`asks ${request.url()}`));
  await page.addInitScript(() => {
    globalThis.moved = 0;
    globalThis.movers = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        globalThis.moved += entry.value;
        globalThis.movers.push(...entry.sources.map(({ node, previousRect: from, currentRect: to }) => `${node?.nodeName} ${node?.className} from ${from.y} to ${to.y}`));
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(origin + path, { waitUntil: "networkidle" });
  return { page, problems, close: () => context.close() };
}

/** What an analyser of accessibility finds. */
async function violations(page) {
  await page.addScriptTag({ content: axe });
  const found = await page.evaluate(() => globalThis.axe.run(document));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

test("every page is accessible and still, on a phone and a desk, in both schemes", async () => {
  for (const path of ["/zh-cn/use/", "/ar/use/", "/de-de/benutzen/"]) {
    for (const viewport of [PHONE, DESK]) {
      for (const colorScheme of ["light", "dark"]) {
        const where = `${path} ${viewport.width} ${colorScheme}`;
        // The bar of the offer is there too, and comes late.
        const quiet = await open(path, { viewport, colorScheme });
        assert.deepEqual(quiet.problems, [], where);
        assert.equal(await quiet.page.locator(".offer").count(), 1);
        assert.equal(await quiet.page.evaluate(() => globalThis.moved), 0, `${where}: nothing moves but ${await quiet.page.evaluate(() => globalThis.movers)}`);
        assert.ok(await quiet.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${where}: no sideways scrolling`);
        await quiet.close();
        const { page, close } = await open(path, { viewport, colorScheme, bypassCSP: true });
        assert.deepEqual(await violations(page), [], where);
        await close();
      }
    }
  }
});

test("pictures that come late move nothing", async () => {
  for (const viewport of [PHONE, DESK]) {
    const { page, problems, close } = await open("/en-us/look/", { viewport, late: "**/media/*" });
    const sizes = () => page.$$eval("article img", (all) => all.map((image) => [image.naturalWidth > 0, image.clientWidth, image.clientHeight]));
    await page.waitForFunction(() => [...document.querySelectorAll("article img")].every((image) => image.complete && image.naturalWidth));
    await page.locator("button.zoom-in").first().waitFor();
    assert.equal(await page.evaluate(() => globalThis.moved), 0, `${viewport.width}: nothing moves`);
    const [painted, came] = await page.evaluate(() => [
      performance.getEntriesByName("first-contentful-paint")[0].startTime,
      Math.min(...performance.getEntriesByType("resource").filter((entry) => entry.name.includes("/media/")).map((entry) => entry.responseEnd)),
    ]);
    assert.ok(painted < came, `they were late: ${painted} < ${came}`);
    const [, lid, panel, plan, small] = await sizes();
    assert.deepEqual(lid, [true, 48, 24]);
    assert.ok(Math.abs(panel[1] / panel[2] - 16 / 9) < 0.02, `${panel}`);
    assert.ok(Math.abs(plan[1] / plan[2] - 4 / 3) < 0.02, `${plan}`);
    assert.deepEqual(small, [true, 160, 90]);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("a page is offered in the reader's language, in its own words, and nobody is sent there", async () => {
  for (const [path, locale, tag, dir, words, there] of [
    ["/en-us/use/", "de-AT", "de-DE", "ltr", "Deutsch", "/de-de/benutzen/"],
    ["/de-de/benutzen/", "zh-CN", "zh-CN", "ltr", "版", "/zh-cn/use/"],
    ["/zh-cn/use/", "ar-EG", "ar", "rtl", "اقرأ", "/ar/use/"],
    ["/ar/", "en-GB", "en-US", "ltr", "Read this page in", "/en-us/"],
  ]) {
    const { page, problems, close } = await open(`${path}#fill`, { locale });
    assert.equal(new URL(page.url()).pathname, path);
    const offer = page.locator(".offer");
    assert.ok((await offer.textContent()).includes(words), `${path}: ${await offer.textContent()}`);
    assert.deepEqual([await offer.getAttribute("lang"), await offer.getAttribute("dir")], [tag, dir]);
    // It comes right after the link to the content.
    await page.focus(".skip-link");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.language), tag);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${there}#fill`);
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator(".offer").count(), 0, "whoever followed it is not asked back");
    assert.deepEqual(problems, []);
    await close();
  }
});

test("no page is offered where it is not there, and what was turned down or chosen is remembered", async () => {
  const chinese = await open("/en-us/descale/", { locale: "zh-CN" });
  assert.equal(await chinese.page.locator(".offer").count(), 0, "a page in another language's words is no offer");
  await chinese.close();
  const { page, close } = await open("/en-us/use/", { locale: "de-DE" });
  await page.click(".offer button");
  assert.equal(await page.evaluate(() => document.activeElement.id), "diglot-main", "the focus is not lost");
  await page.goto(`${origin}/en-us/descale/`, { waitUntil: "networkidle" });
  assert.equal(await page.locator(".offer").count(), 0);
  // A choice goes before the browser's languages.
  await page.click(".switcher summary");
  await page.click(".switcher a[lang=ar]");
  await page.goto(`${origin}/en-us/use/`, { waitUntil: "networkidle" });
  assert.equal(await page.locator(".offer").getAttribute("lang"), "ar");
  await close();
});

test("the switcher keeps the page and the place on it", async () => {
  const { page, close } = await open("/ar/use/#boil", { locale: "ar" });
  await page.click(".switcher summary");
  await page.click(".switcher a[lang=de-DE]");
  await page.waitForURL("**/de-de/benutzen/#boil");
  assert.ok(await page.locator("h2#boil").isVisible(), "anchors are the same in every language");
  await close();
});

test("code has its language's name, and a button that copies it and says so", async () => {
  const context = await browser.newContext({ viewport: DESK, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(`${origin}/zh-cn/use/`, { waitUntil: "networkidle" });
  const label = await page.locator(".code >> nth=0").evaluate((block) => getComputedStyle(block, "::before").content);
  assert.equal(label, '"PowerShell"');
  for (const [number, text] of [[0, "Get-Kettle"], [1, "water: 250"], [2, "250 ml"]]) {
    const button = page.locator(".code > button").nth(number);
    assert.equal(await button.getAttribute("aria-label"), "复制代码");
    await button.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector('[role="status"]').textContent === "代码已复制到剪贴板。");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.includes(text) && !copied.endsWith("\n"), copied);
  }
  await context.close();
  // Where nothing may be copied, the text stands selected.
  const refused = await open("/ar/use/");
  await refused.page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await refused.page.click(".code > button >> nth=2");
  assert.equal(await refused.page.evaluate(() => getSelection().toString().trim()), "250 ml");
  assert.equal(await refused.page.locator(".code").first().evaluate((block) => getComputedStyle(block).direction), "ltr");
  await refused.close();
});

test("words of code have colours of either scheme, which can be read on the ground of code", async () => {
  const names = ["comment", "keyword", "string", "number", "type", "function", "variable", "inserted", "deleted"];
  const schemes = [];
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await open("/zh-cn/use/", { colorScheme });
    const words = await page.$$eval(".code [class^=hl-]", (all) => all.map((word) => [word.className, word.textContent.trim()].join(" ")));
    for (const word of ["hl-comment # 检查水量", "hl-variable $kettle", "hl-function Get-Kettle", 'hl-string "tea"', "hl-type water"]) {
      assert.ok(words.includes(word), `${word}: ${words}`);
    }
    const colours = await page.$eval(".code > pre", (block, names) => names.map((name) => {
      const word = block.appendChild(document.createElement("span"));
      word.className = `hl-${name}`;
      return [getComputedStyle(word).color, getComputedStyle(block).backgroundColor];
    }), names);
    for (const [number, pair] of colours.entries()) {
      const [lighter, darker] = pair.map(luminance).sort((one, other) => other - one);
      const contrast = (lighter + 0.05) / (darker + 0.05);
      assert.ok(contrast >= 4.5, `${colorScheme} ${names[number]}: ${contrast}`);
    }
    schemes.push(colours.map(([colour]) => colour));
    await close();
  }
  assert.equal(new Set(schemes[0]).size, 7, "what is inserted looks like a string, what is deleted like a variable");
  for (const [number, name] of names.entries()) assert.notEqual(schemes[0][number], schemes[1][number], name);
});

/** How bright a colour is, by WCAG. */
function luminance(colour) {
  const [red, green, blue] = colour.match(/\d+/g).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("headings have links to themselves, and keep their names", async () => {
  const { page, close } = await open("/de-de/benutzen/");
  const heading = page.getByRole("heading", { name: "Kochen", exact: true });
  assert.equal(await heading.count(), 1, "the link is no part of the heading's name");
  const anchor = heading.getByRole("link", { name: "Link zu diesem Abschnitt: Kochen", exact: true });
  await anchor.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/de-de/benutzen/#boil");
  await close();
});

test("the list of headings marks the one that is being read", async () => {
  const { page, close } = await open("/ar/use/", { viewport: { width: 1400, height: 400 } });
  const marked = () => page.$$eval(".contents a[aria-current]", (all) => all.map((link) => [link.hash, link.ariaCurrent ?? link.getAttribute("aria-current")]));
  assert.deepEqual(await marked(), [], "above the first heading there is none");
  for (const id of ["boil", "pour", "fill"]) {
    await page.evaluate((id) => document.getElementById(id).scrollIntoView({ behavior: "instant" }), id);
    await page.waitForFunction((id) => document.querySelector(".contents a[aria-current]")?.hash === `#${id}`, id);
    assert.deepEqual(await marked(), [[`#${id}`, "location"]]);
  }
  assert.equal(await page.evaluate(() => globalThis.moved), 0);
  await close();
});

test("a picture larger than its column opens in a window of its own, by keyboard too", async () => {
  for (const [path, viewport] of [["/zh-cn/use/", PHONE], ["/ar/use/", DESK]]) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, problems, close } = await open(path, { viewport, colorScheme, bypassCSP: true });
      const buttons = page.locator("button.zoom-in");
      await page.locator("article img").first().scrollIntoViewIfNeeded();
      await buttons.first().waitFor();
      assert.equal(await buttons.count(), 1, "a small picture has none");
      await buttons.focus();
      await page.keyboard.press("Enter");
      const dialog = page.locator("dialog.zoom");
      assert.ok(await dialog.isVisible());
      assert.ok((await dialog.getAttribute("aria-label")).length > 3);
      const [column, width] = await page.evaluate(() => [".zoom-in img", ".zoom > img"].map((name) => document.querySelector(name).clientWidth));
      assert.ok(width > column * 1.2, `${path}: ${width} > ${column}`);
      assert.deepEqual(await violations(page), [], `${path} ${colorScheme}`);
      await page.keyboard.press("Escape");
      assert.ok(!(await dialog.isVisible()));
      assert.ok(await buttons.evaluate((button) => button === document.activeElement), "the focus is back");
      await buttons.click();
      await dialog.locator("button").click();
      assert.ok(!(await dialog.isVisible()));
      assert.deepEqual(problems, []);
      await close();
    }
  }
});

test("without scripts a page has its words, its code and its pictures, and nothing that does nothing", async () => {
  const { page, problems, close } = await open("/en-us/use/", { javaScriptEnabled: false });
  assert.equal(await page.locator("article button, .offer, .anchor").count(), 0);
  assert.ok(await page.locator("article img").first().isVisible());
  assert.deepEqual(problems, []);
  await close();
});

test("a page says where its text is edited, when it and its source were changed, and who wrote it", async () => {
  for (const [path, edit, facts] of [
    ["/en-us/use/", "https://git.example.com/edit/main/en-US/use.md", ["May 1, 2026", "Ada and Grace"]],
    ["/de-de/benutzen/", "https://git.example.com/deutsch/use.md", ["2. Mai 2026", "1. Mai 2026", "Ada und Grace"]],
    ["/zh-cn/use/", "https://git.example.com/edit/main/zh-CN/use.md", ["2026年5月1日", "Ada和Grace"]],
    ["/ar/descale/", "https://git.example.com/edit/main/en-US/descale.md", []],
  ]) {
    const { page, close } = await open(path);
    assert.equal(await page.locator(".page-facts .edit a").getAttribute("href"), edit);
    const text = (await page.locator(".page-facts").innerText()).replace(/[\u2066-\u2069\u200e\u200f]/g, "");
    for (const fact of facts) assert.ok(text.includes(fact), `${path}: ${text}`);
    assert.equal(await page.locator(".page-facts time").count(), facts.filter((fact) => /\d/.test(fact)).length, path);
    const meta = await page.$$eval("meta[property^='og:']", (all) => Object.fromEntries(all.map((tag) => [tag.getAttribute("property"), tag.content])));
    assert.equal(meta["og:url"], await page.locator("link[rel=canonical]").getAttribute("href"));
    assert.equal(meta["og:locale"], path.startsWith("/ar") ? "en_US" : (await page.locator("html").getAttribute("lang")).replace("-", "_"));
    await close();
  }
});

test("on paper stand the words, and nothing to press", async () => {
  for (const [path, colorScheme] of [["/de-de/benutzen/", "light"], ["/ar/use/", "dark"]]) {
    const { page, close } = await open(path, { colorScheme, locale: "zh-CN" });
    await page.emulateMedia({ media: "print", colorScheme });
    for (const gone of [".site-header", ".sidebar", ".offer", ".contents", ".pager", ".site-footer", ".edit", ".code > button", ".anchor"]) {
      assert.equal(await page.locator(`${gone} >> visible=true`).count(), 0, `${path}: ${gone}`);
    }
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(255, 255, 255)");
    const wide = await page.$$eval("pre", (all) => all.filter((block) => block.scrollWidth > block.clientWidth).length);
    assert.equal(wide, 0, "code wraps");
    const pdf = await page.pdf({ format: "A4" });
    assert.ok(pdf.length > 10_000);
    if (process.env.PDF) writeFileSync(join(process.env.PDF, `${path.split("/")[1]}.pdf`), pdf);
    await close();
  }
});

test("on paper an address stands once", async () => {
  const { page, close } = await open("/en-us/look/");
  await page.emulateMedia({ media: "print" });
  const said = await page.$$eval("article p a[href^=http]", (all) => all.map((link) => getComputedStyle(link, "::after").content));
  assert.equal(said.length, 2);
  assert.deepEqual(said.map((content) => content === "none"), [true, false], `${said}`);
  await close();
});

test("a page asks for at most 30 KB beside its words", async () => {
  const { page, close } = await open("/en-us/use/", { locale: "de-DE" });
  const names = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
  const needed = names.filter((name) => !name.endsWith("kettle.svg") && !name.endsWith("lid.svg"));
  assert.ok(needed.length > 4, `${needed}`);
  const size = (path) => gzipSync(readFileSync(join(folder, "site", path))).length;
  const total = needed.reduce((sum, name) => sum + size(name), size("en-us/use/index.html"));
  assert.ok(total <= 30_000, `${total} bytes: ${needed}`);
  await close();
});
