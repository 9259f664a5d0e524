// Every page of this repository's site, and of real help centres, in a real browser under the policy of the design: no error on
// the console, nothing asked for that is not there or not of the site; and some pages of every kind before an analyser of
// accessibility, or with WALK=all, which takes half an hour, all of them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { buildCorpus, command, corpora, host, launch, root } from "../support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What an analyser may find, and where. */
const allowed = [
  // Only authors can mend a heading that skips a level, or has no words; the checks tell them.
  { id: "heading-order", at: /./ },
  { id: "empty-heading", at: /./ },
  // A check alone is for pages of other sites: there its title stands below theirs.
  { id: "page-has-heading-one", at: /\/eligibility\/[^/]+\.html$/ },
  // It lets the ground of their frame through, which an analyser takes for white.
  { id: "color-contrast", at: /\/eligibility\/[^/]+\.html$/ },
];
/** How many pages of one kind are analysed. */
const SAMPLE = process.env.WALK === "all" ? Infinity : 1;
/** How many pages are open at once. */
const AT_ONCE = 3;

let folder, server, origin, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "walk-"));
  // Scripts, styles and fonts are asked for once, as readers' browsers do.
  ({ server, origin } = await host(join(folder, "site"), { "cache-control": "max-age=600" }));
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a page has in it, as far as its looks may hang on that. */
function kind(html) {
  const [, body] = html.match(/<body class="([^"]*)"/) ?? [, "alone"];
  const parts = ["table-wrap", "tabs", "code", "alert", "readings", "notice", "elig", "landing", "faq", "row", "tasks", "footnotes", "contents"];
  const found = parts.filter((part) => new RegExp(`class="${part}[" ]`).test(html));
  return [html.match(/<html lang="([^"]*)"/)?.[1], body, ...found, /<img /.test(html) && "img"].join(" ");
}

/** The pages below a folder, without those that lead elsewhere at once; each with whether it is one of the first of its kind. */
function pages(name) {
  const seen = new Map();
  return readdirSync(join(folder, "site", name), { recursive: true }).filter((path) => path.endsWith(".html")).sort().flatMap((path) => {
    const html = readFileSync(join(folder, "site", name, path), "utf8");
    if (html.includes('http-equiv="refresh"')) return [];
    const its = kind(html);
    seen.set(its, (seen.get(its) ?? 0) + 1);
    const address = path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
    return [{ path: `/${name}/${address}`, analysed: seen.get(its) <= SAMPLE }];
  });
}

/** Goes to pages one after the other, and gives what is wrong with them. */
async function walk(left, options) {
  const found = [];
  const one = async () => {
    const context = await browser.newContext({ locale: "en-US", ...options });
    const page = await context.newPage();
    let at;
    const wrong = (text) => found.push(`${at.path}: ${text}`);
    page.on("console", (message) => message.type() === "error" && wrong(message.text()));
    page.on("pageerror", (error) => wrong(String(error)));
    // Whoever leaves a page breaks off what it still asks for.
    page.on("requestfailed", (request) => request.failure()?.errorText === "net::ERR_ABORTED" || wrong(`${request.url()} failed`));
    page.on("request", (request) => request.url().startsWith(origin) || wrong(`left the site: ${request.url()}`));
    page.on("response", (response) => response.status() >= 400 && wrong(`${response.url()}: ${response.status()}`));
    while ((at = left.shift())) {
      await page.goto(origin + at.path, { waitUntil: "load" });
      if (!at.analysed) continue;
      // Put in by the browser's own tools, which the policy of a page does not bind.
      await page.evaluate(axe);
      const { violations } = await page.evaluate((values) =>
        globalThis.axe.run(document, { resultTypes: ["violations"], runOnly: { type: "tag", values }, rules: { "target-size": { enabled: true } } }), TAGS);
      for (const { id, nodes } of violations) {
        if (!allowed.some((one) => one.id === id && one.at.test(at.path))) wrong(`${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" ")}`);
      }
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return found;
}

test("the walk finds what is wrong", async () => {
  execFileSync(command(), ["build", join(root, "tests", "browser", "furniture"), "--out", join(folder, "site", "wrong")], { stdio: "pipe" });
  const page = join(folder, "site", "wrong", "de-de", "index.html");
  const wrong = '<img src="nowhere.png"><script>1</script><a href="https://h.example"></a>';
  writeFileSync(page, readFileSync(page, "utf8").replace("</article>", `${wrong}</article>`));
  const found = await walk([{ path: "/wrong/de-de/", analysed: true }]);
  for (const said of ["nowhere.png: 404", "Content Security Policy", "image-alt", "link-name"]) {
    assert.ok(found.some((text) => text.includes(said)), `${said}: ${found.join("\n")}`);
  }
});

test("every page of this site is quiet, and accessible in both schemes", async () => {
  execFileSync(command(), ["build", root, "--out", join(folder, "site", "own"), "--base-url", `${origin}/own/`], { stdio: "pipe" });
  const all = pages("own");
  const dark = all.filter(({ analysed }) => analysed);
  assert.ok(all.length > 500 && dark.length > 50, `${all.length}, ${dark.length}`);
  assert.deepEqual(await walk(all, { colorScheme: "light" }), []);
  assert.deepEqual(await walk(dark.filter((_, at) => at % 3 === 0), { colorScheme: "dark" }), []);
});

for (const corpus of corpora) {
  test(`every page of a real help centre is quiet and accessible: ${corpus.name}`, { skip: !process.env.DIGLOT_CORPUS && "DIGLOT_CORPUS is not set" }, async () => {
    buildCorpus(corpus, folder, join(folder, "site"), `${origin}/`);
    const all = pages(corpus.name);
    assert.ok(all.length > 500, String(all.length));
    assert.deepEqual(await walk(all, {}), []);
  });
}
