// The search in a real browser, under the strict policy: from the key that opens it to the words that are marked.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { command, host, launch, preview, root } from "../support.mjs";
import { terms } from "../../themes/default/assets/search-terms.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let folder, binary, server, origin, browser;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "search-"));
  binary = command();
  execFileSync(binary, ["build", root, "--out", join(folder, "site")], { stdio: "pipe" });
  // A language from right to left that borrows a page, in a site of two sections.
  write("tea/site.yaml", "title: Tea\nsource_locale: en-US\nlocales: [en-US, ar]\n");
  write("tea/content/en-US/toc.yaml", "items:\n- name: Green\n  items:\n  - {name: Sencha, href: sencha.md, displayName: steamed}\n- name: Black\n  items:\n  - {name: Assam, href: assam.md}\n");
  write("tea/content/en-US/index.md", "# Start\n\nAll about tea.\n");
  write("tea/content/en-US/sencha.md", "# Sencha\n\n## Water\n\nWater of seventy degrees.\n");
  write("tea/content/en-US/assam.md", "# Assam\n\n## Milk\n\nIt likes milk & water.\n\n## Water <hot>\n\nBoiling water.\n");
  write("tea/content/ar/index.md", "# البداية\n\nكل شيء عن الشاي.\n");
  execFileSync(binary, ["build", join(folder, "tea"), "--out", join(folder, "site", "tea")], { stdio: "pipe" });
  // Outside a browser, the modules of a bundle are read from the disk.
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  ({ server, origin } = await host(join(folder, "site")));
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A page that keeps what went wrong and what was asked for. */
async function open(path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  const asked = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  context.on("request", (request) => {
    asked.push(request.url().replace(origin, ""));
    if (!request.url().startsWith(origin)) problems.push(`left the site: ${request.url()}`);
  });
  await page.goto(origin + path);
  return { page, problems, asked, close: () => context.close() };
}

/** Opens the search by its key and asks. */
async function ask(page, query) {
  await page.waitForLoadState("load");
  await page.keyboard.press("/");
  await page.locator("dialog.search input").waitFor();
  await page.locator("dialog.search input").fill(query);
  await page.locator(".search-status:not(:empty)").waitFor();
}

const links = (page) => page.locator(".search-group a").evaluateAll((all) => all.map((link) => link.textContent));

test("the key opens it, arrows choose, Enter leads to the heading, and the words are marked there", async () => {
  const { page, problems, asked, close } = await open("/tea/en-us/");
  await page.waitForLoadState("networkidle");
  assert.deepEqual(asked.filter((url) => /pagefind|search-|search\.css/.test(url)), [], "nothing is loaded before it is opened");
  await ask(page, "boiling");
  assert.deepEqual(await links(page), ["Assam", "Water <hot>"]);
  assert.match(await page.locator(".search-group ul p").first().textContent(), /Boiling water\.$/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Water <hot>");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/assam\/\?highlight=Boiling#/);
  await page.waitForFunction(() => CSS.highlights.get("diglot-search")?.size > 0);
  const found = await page.evaluate(() => [...CSS.highlights.get("diglot-search")].map((range) => range.toString()));
  assert.deepEqual(found, ["Boiling"]);
  assert.ok(await page.evaluate(() => document.querySelector(":target")?.matches("h2")));
  assert.deepEqual(problems, []);
  await close();
});

test("sections, synonyms, nothing found, and the way back", async () => {
  const { page, problems, close } = await open("/tea/en-us/assam/");
  await ask(page, "water");
  assert.deepEqual((await links(page)).filter((text) => !text.startsWith("Water") && text !== "Milk").sort(), ["Assam", "Sencha"]);
  assert.deepEqual(await page.locator("dialog option").allTextContents(), ["All sections", "Green", "Black"]);
  await page.locator("dialog select").selectOption("Green");
  await page.waitForFunction(() => document.querySelectorAll(".search-group ol > li").length === 1);
  assert.equal((await links(page))[0], "Sencha");
  await page.locator("dialog select").selectOption("");
  await page.locator("dialog input").fill("steamed");
  await page.waitForFunction(() => document.querySelector(".search-group a")?.textContent === "Sencha");
  // A word that no page has finds nothing, though pages have words that it begins with.
  await page.locator("dialog input").fill("itinerary");
  await page.getByText("Nothing found.").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog.search").isVisible(), false);
  assert.deepEqual(problems, []);
  await close();
});

test("what a language borrows is found, named, and shown in its own frame; the others wait to be asked", async () => {
  const { page, problems, asked, close } = await open("/tea/ar/");
  await ask(page, "الشاي");
  assert.deepEqual(await links(page), ["البداية"]);
  await page.locator("dialog input").fill("sencha");
  await page.locator(".search-group h2").waitFor();
  assert.equal(await page.locator(".search-group h2").textContent(), "English");
  assert.match(await page.locator(".search-group a").first().getAttribute("href"), /\/tea\/ar\/sencha\//);
  assert.equal(await page.locator(".search-group ol").getAttribute("lang"), "en-US");
  assert.deepEqual(problems, []);
  await close();
  const english = await open("/tea/en-us/");
  await ask(english.page, "sencha");
  assert.ok(!english.asked.some((url) => url.includes("/ar/pagefind/")), "nobody asked for Arabic");
  await english.page.locator("dialog input").fill("الشاي");
  await english.page.getByText("Nothing found.").waitFor();
  await english.page.locator(".search-others button").click();
  await english.page.locator(".search-group a").waitFor();
  assert.match(await english.page.locator(".search-group a").getAttribute("href"), /\/tea\/ar\/\?highlight=/);
  assert.equal(await english.page.locator(".search-group a").getAttribute("hreflang"), "ar");
  assert.deepEqual(english.problems, []);
  assert.ok(asked.length > 0);
  await english.close();
});

test("Chinese is found, marked and led to", async () => {
  const { page, problems, close } = await open("/zh-cn/help/");
  await ask(page, "税务资料");
  assert.ok((await links(page)).includes("收款和税务资料"));
  await page.locator(".search-group ul a").first().click();
  await page.waitForFunction(() => CSS.highlights.get("diglot-search")?.size > 0);
  assert.equal(await page.evaluate(() => [...CSS.highlights.get("diglot-search")][0].toString()), "税务资料");
  assert.deepEqual(problems, []);
  await close();
});

/** The titles and headings of every page that a locale has in its own language, by the page's address below the locale. */
function headings(out, tag) {
  const found = new Map();
  const visit = (below) => {
    for (const entry of readdirSync(join(out, below), { withFileTypes: true })) {
      if (entry.isDirectory()) visit(join(below, entry.name, "/"));
      if (entry.name !== "index.html") continue;
      const html = readFileSync(join(out, below, entry.name), "utf8");
      const [, attributes, article] = html.match(/<article([^>]*)>([\s\S]*)<\/article>/) ?? [];
      // Borrowed pages say whose language they are in; a start that nobody wrote is no page.
      if (article === undefined || attributes.includes("lang=") || html.includes('name="robots"') || html.includes("kind-home")) continue;
      const texts = article.replace(/<form[\s\S]*?<\/form>/g, "").match(/<h[1-6][^>]*>[\s\S]*?<\/h[1-6]>/g) ?? [];
      found.set(encodeURI(below.replaceAll("\\", "/")), texts.map((text) => text.replace(/<[^>]*>/g, "")));
    }
  };
  visit("");
  assert.ok(found.size > 0, tag);
  return found;
}

/**
 * Asks a bundle, outside a browser as its worker is outside a page, for every piece of every heading, or for as many of them, evenly
 * chosen.
 */
async function misses(out, address, tag, limit = Infinity) {
  const { createInstance } = await import(join(out, "pagefind", "pagefind.js"));
  const index = createInstance({ basePath: `${address}pagefind/`, baseUrl: "/", noWorker: true });
  const wanted = new Map();
  for (const [path, texts] of headings(out, tag)) {
    for (const run of texts.flatMap((text) => text.match(/\p{Script=Han}{2,}/gu) ?? [])) {
      for (let from = 0; from < run.length; from += 1) {
        for (let to = from + 2; to <= run.length; to += 1) {
          const piece = run.slice(from, to);
          wanted.set(piece, (wanted.get(piece) ?? new Set()).add(path));
        }
      }
    }
  }
  const paths = new Map();
  const missed = [];
  const step = Math.max(1, Math.ceil(wanted.size / limit));
  const asked = [...wanted].filter((_, at) => at % step === 0);
  for (const [piece, pages] of asked) {
    const { results } = await index.search(terms(piece, tag));
    for (const result of results) if (!paths.has(result.id)) paths.set(result.id, (await result.data()).raw_url);
    const found = new Set(results.map(({ id }) => paths.get(id)));
    for (const page of pages) if (!found.has(page)) missed.push(`${piece} misses ${page}`);
  }
  return { asked: asked.length, missed };
}

for (const tag of ["zh-CN", "zh-TW"]) {
  test(`every piece of every title and heading finds its page, ${tag}`, async () => {
    const slug = tag.toLowerCase();
    const { asked, missed } = await misses(join(folder, "site", slug), `${origin}/${slug}/`, tag);
    assert.ok(asked > 500, `${asked} pieces`);
    assert.deepEqual(missed, []);
  });
}

const corpus = process.env.DIGLOT_CORPUS;
test("so does that of a real help centre", { skip: !corpus && "DIGLOT_CORPUS is not set" }, async () => {
  const out = join(folder, "site", "corpus");
  execFileSync(binary, ["build", "--locale", `zh-TW=${join(corpus, "partner-center", "zh-tw")}`, "--out", out], { stdio: "pipe" });
  const { asked, missed } = await misses(join(out, "zh-tw"), `${origin}/corpus/zh-tw/`, "zh-TW", 500);
  assert.ok(asked > 250, `${asked} pieces`);
  assert.deepEqual(missed, []);
});

test("queries are put as pairs where texts have no spaces, and as they are elsewhere", () => {
  assert.equal(terms("付款时间", "zh-CN"), "付款 款时 时间");
  assert.equal(terms("款", "zh-CN"), "款");
  assert.equal(terms("“AI 付款”，MPN id", "zh-TW"), "AI 付款 MPN id");
  assert.equal(terms("payout profile", "en-US"), "payout profile");
});

for (const [path, query] of [["/en-us/help/payouts/", "payout"], ["/zh-cn/help/", "付款"], ["/tea/ar/", "water"]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`the search is accessible at ${path}, ${colorScheme}`, async () => {
      const { page, close } = await open(path, { colorScheme, bypassCSP: true });
      await ask(page, query);
      await page.locator(".search-group a").first().waitFor();
      await page.addScriptTag({ content: axe });
      const analysed = await page.evaluate(() => globalThis.axe?.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
      assert.ok(analysed, "the page was analysed");
      assert.deepEqual(analysed.violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" ")}`), []);
      await close();
    });
  }
}

test("a phone shows it whole, in either direction", async () => {
  for (const [path, query] of [["/en-us/help/payouts/", "payout"], ["/tea/ar/", "water"]]) {
    const { page, close } = await open(path, { viewport: { width: 320, height: 640 } });
    await page.locator(".search-open").click();
    await page.locator("dialog.search input").fill(query);
    await page.locator(".search-group a").first().waitFor();
    const [dialog, inner, body] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.querySelector("dialog.search");
      return [scrollWidth - clientWidth, document.querySelector(".search-results").scrollWidth - document.querySelector(".search-results").clientWidth, document.documentElement.scrollWidth - innerWidth];
    });
    assert.ok(dialog <= 0 && inner <= 0 && body <= 0, `${path}: ${dialog} ${inner} ${body}`);
    await close();
  }
});

test("without scripts nothing promises a search", async () => {
  const { page, close } = await open("/en-us/", { javaScriptEnabled: false });
  assert.equal(await page.locator(".search-open").isVisible(), false);
  await close();
});

test("where the bundle is not there yet, the search says so and tries again", async () => {
  const { page, close } = await open("/tea/en-us/");
  await page.route("**/pagefind.js*", (route) => route.fulfill({ status: 404, body: "" }));
  await ask(page, "water");
  assert.match(await page.locator(".search-status").textContent(), /cannot be loaded/);
  await page.unroute("**/pagefind.js*");
  await page.locator("dialog input").fill("water ");
  await page.locator(".search-group a").first().waitFor();
  await close();
});

test("a preview makes its search when somebody opens it, and anew after a save, as a build does", async () => {
  const site = join(folder, "tea");
  const { process: shown, address } = await preview(site, 18700);
  try {
    const entry = async () => {
      const response = await fetch(`${address}en-us/pagefind/pagefind-entry.json`);
      return response.ok ? response.text() : undefined;
    };
    const until = async (holds) => {
      for (let count = 0; count < 200; count += 1) {
        const said = await entry();
        if (holds(said)) return said;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error("it never came");
    };
    const first = await entry();
    assert.notEqual(first, undefined, "whoever opens it first waits for it");
    write("tea/content/en-US/assam.md", "# Assam\n\nAn altogether other text.\n");
    const second = await until((said) => said !== first);
    execFileSync(binary, ["build", site, "--out", join(folder, "again")], { stdio: "pipe" });
    assert.equal(second, readFileSync(join(folder, "again", "en-us", "pagefind", "pagefind-entry.json"), "utf8"));
  } finally {
    shown.kill();
  }
});
