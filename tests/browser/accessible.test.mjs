// What readers do to a page before they read it: they enlarge it, space out its letters, force their own colours upon it, still
// its motion, and go through it by keyboard. In Chinese, in Arabic, which runs from right to left, and in German with its long words.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { command, host, launch, root } from "../support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page with one of everything, in words of a language. */
const page = ({ title, words, term, long, more }) => `---
title: ${title}
date: 2026-05-01
---

# ${title}

${words} [${term}](more.md) ${words} \`long-name-of-a-command --with=options\`.

## ${term}

> [!NOTE]
> ${words}

> [!TIP]
> ${words}

> [!IMPORTANT]
> ${words}

> [!WARNING]
> ${words}

> [!CAUTION]
> ${words}

## ${long}

| ${term} | ${long} | ${term} | ${title} | \`code\` |
| --- | --- | --- | --- | --- |
| ${term}${more} | ${words} | ${words} | ${term} | \`a-name\` |
| \`a-name-with-parts\` | ${term} | ${long} | [${term}](more.md) | 250 |

| ${term} | ${title} |
| --- | --- |
| 1 | ${words} |

### ${more}

- [x] ${term}
- [ ] ${words}

<details><summary>${term}</summary>

${words}

</details>

# [${term}](#tab/one)

${words}

# [${long}](#tab/two)

${words} ${words}

---

\`\`\`yaml title="site.yaml"
name: a line that is much longer than the column of a phone is wide, and so the block scrolls within itself
\`\`\`

> ${words}[^note]

[^note]: ${words}

> [!div class="nextstepaction"]
> [${term}](more.md)

[!VIDEO https://video.example.com/embed/1]
`;

const languages = {
  "de-DE": {
    title: "Rechtsschutzversicherungsgesellschaften", term: "Beitragsbemessungsgrenze", long: "Arbeiterunfallversicherungsgesetz und Durchführungsverordnung",
    words: "Wer das Formular ausfüllt, bekommt binnen vierzehn Tagen eine Bestätigung.", more: "Weiteres",
  },
  "zh-CN": { title: "填写申请表", term: "申请表", long: "关于申请表填写方法的详细说明", words: "填写申请表之后，十四天之内会收到确认通知。", more: "其他事项" },
  ar: { title: "ملء الاستمارة", term: "الاستمارة", long: "شرح مفصل لطريقة ملء الاستمارة", words: "من يملأ الاستمارة يتلقى تأكيدًا في غضون أربعة عشر يومًا.", more: "أمور أخرى" },
};

let folder, server, origin, browser;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "accessible-"));
  ({ server, origin } = await host(join(folder, "site")));
  write("input/site.yaml", "title: Form\nsource_locale: de-DE\nreadings: true\nlocales: [de-DE, zh-CN, ar]\n");
  for (const [tag, words] of Object.entries(languages)) {
    write(`input/content/${tag}/index.md`, `# ${words.title}\n\n${words.words}\n\n## ${words.term}\n\n[${words.long}](form/all.md)\n`);
    write(`input/content/${tag}/form/all.md`, page(words));
    write(`input/content/${tag}/form/more.md`, `# ${words.long}\n\n${words.words}\n`);
    write(`input/content/${tag}/toc.yaml`,
      `items:\n- name: ${words.long}\n  items:\n  - name: ${words.title}\n    items:\n    - {name: ${words.title}, href: form/all.md}\n    - {href: form/more.md}\n`);
  }
  execFileSync(command(), ["build", join(folder, "input"), "--out", join(folder, "site"), "--base-url", origin], { stdio: "pipe" });
  execFileSync(command(), ["build", join(root, "tests", "browser", "trip"), "--out", join(folder, "site", "trip")], { stdio: "pipe" });
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const ALL = ["/de-de/form/all/", "/zh-cn/form/all/", "/ar/form/all/"];
const PATHS = [...ALL, "/de-de/", "/zh-cn/", "/ar/", "/ar/nowhere/", "/?choose", "/trip/ar/"];

/** A page past the policy, as a reader's own style sheet is. */
async function open(path, options = {}) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 }, bypassCSP: true, ...options });
  const page = await context.newPage();
  await page.goto(origin + path, { waitUntil: "networkidle" });
  return { page, close: () => context.close() };
}

/** Opens whatever is folded on a page. */
const unfold = (page) => page.evaluate(() => {
  for (const details of document.querySelectorAll("details:not(.switcher)")) details.open = true;
  for (const check of document.querySelectorAll("[data-all]")) check.click();
});

/** Words that cannot be read whole: cut off by a box around them, or outside the window with nothing to scroll. */
const cut = (page) => page.evaluate(() => {
  const found = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    if (!text.data.trim() || !text.parentElement.checkVisibility({ contentVisibilityAuto: true })) continue;
    const range = new Range();
    range.selectNodeContents(text);
    let { left, right, top, bottom } = range.getBoundingClientRect();
    if (right - left === 0) continue;
    let [across, along] = [true, true];
    let box = text.parentElement;
    for (; box; box = box.parentElement) {
      const style = getComputedStyle(box);
      // For ears alone.
      if (style.clipPath !== "none" && box.clientWidth <= 1) break;
      const its = box.getBoundingClientRect();
      if (style.display !== "inline") {
        if (style.overflowX === "auto" || style.overflowX === "scroll") across = false;
        if (style.overflowY === "auto" || style.overflowY === "scroll") along = false;
        if (across && /hidden|clip/.test(style.overflowX) && (left < its.left - 1 || right > its.right + 1)) break;
        if (along && /hidden|clip/.test(style.overflowY) && (top < its.top - 1 || bottom > its.bottom + 1)) break;
      }
      if (style.position === "fixed") along = false;
    }
    const aside = across && (left < -1 || right > innerWidth + 1);
    if (box && !(box.clientWidth <= 1)) found.push(`${box.className || box.localName} cuts “${text.data.trim()}”`);
    else if (!box && aside) found.push(`“${text.data.trim()}” lies outside`);
  }
  return found;
});

for (const [name, options] of [
  ["enlarged twice", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ["enlarged four times", { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
  ["as large as a desk", {}],
]) {
  test(`no page scrolls sideways, and no word is cut off, ${name}, with wide spaces too`, async () => {
    for (const path of PATHS) {
      const { page, close } = await open(path, options);
      await unfold(page);
      assert.deepEqual(await cut(page), [], path);
      // The spaces of WCAG 1.4.12.
      await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }" });
      assert.deepEqual(await cut(page), [], `${path} with wide spaces`);
      // And beside its original.
      if (await page.locator("[value=both]").count()) {
        await page.check("[value=both]");
        assert.deepEqual(await cut(page), [], `${path} beside its original`);
      }
      await close();
    }
  });
}

test("the test of words that are cut off finds one", async () => {
  const { page, close } = await open("/de-de/");
  await page.addStyleTag({ content: "h1 { inline-size: 3rem; overflow: hidden; white-space: nowrap } .pager, .lead, article p { inline-size: 200vw; max-inline-size: none !important; white-space: nowrap }" });
  const found = (await cut(page)).join("\n");
  assert.match(found, /the page is/);
  assert.match(found, /h1 cuts/);
  await close();
});

/** Goes through a page by Tab, and gives each thing that has the focus, with how that is seen. */
async function stops(page, most = 150) {
  const found = [];
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const here = document.activeElement;
      if (!here || here === document.body) return undefined;
      const style = getComputedStyle(here);
      const { width, height } = here.getBoundingClientRect();
      const kind = here.closest(".search-group a, .site-nav a, .contents a, .pager a") ? here.closest("nav, section").className : "";
      return {
        name: [here.localName, here.type, here.getAttribute("role"), here.className, kind].filter(Boolean).join(" "),
        outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== "rgba(0, 0, 0, 0)",
        size: width > 0 && height > 0,
      };
    });
    if (!stop) break;
    found.push(stop);
  }
  return found;
}

test("whatever has the focus shows it, in every scheme", async () => {
  for (const scheme of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }]) {
    for (const path of [...ALL, "/trip/ar/"]) {
      const { page, close } = await open(path, scheme);
      if (await page.locator("[value=demand]").count()) {
        await page.check("[value=demand]");
        // The choice is remembered, and whoever comes anew begins at the top.
        await page.reload({ waitUntil: "networkidle" });
      }
      await unfold(page);
      const found = await stops(page);
      assert.ok(found.length > 10, `${path}: ${found.length}`);
      assert.deepEqual(found.filter(({ outline, size }) => !outline || !size), [], `${path} ${JSON.stringify(scheme)}`);
      const names = found.map(({ name }) => name).join("\n");
      const kinds = path === "/trip/ar/" ? ["input radio", "input checkbox", "button submit", "table-wrap"] : [
        "skip-link", "site-title", "search-open", "summary", "site-nav", "contents", "tab", "table-wrap", "tabpanel", "pre", "footnote", "pager",
      ];
      for (const kind of kinds) assert.ok(names.includes(kind), `${path}: Tab reaches ${kind}\n${names}`);
      // The menu of languages, and the search.
      await page.locator(".switcher summary").focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement.matches(".switcher-panel a:focus-visible") && getComputedStyle(document.activeElement).outlineStyle !== "none"));
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      await page.locator("dialog.search input").waitFor();
      await page.keyboard.type("a");
      await page.locator(".search-status:not(:empty)").waitFor();
      assert.deepEqual((await stops(page, 6)).filter(({ outline }) => !outline), [], "in the search");
      await close();
    }
  }
});

test("forced colours leave everything told apart that colours told apart", async () => {
  for (const path of ALL) {
    const { page, close } = await open(path, { forcedColors: "active", colorScheme: "dark" });
    await unfold(page);
    await page.click(".switcher summary");
    const drawn = (selector, side, pseudo) => page.$$eval(selector, (all, [side, pseudo]) => all.map((element) => {
      const style = getComputedStyle(element, pseudo);
      const visible = style.getPropertyValue(`border-${side}-style`) !== "none" && style.content !== "none";
      return visible ? parseFloat(style.getPropertyValue(`border-${side}-width`)) : 0;
    }), [side, pseudo]);
    const color = (selector) => page.$eval(selector, (element) => getComputedStyle(element).borderInlineStartColor);
    // Which entry is the current one, which tab is selected.
    await page.evaluate(() => document.querySelector("h2").scrollIntoView());
    await page.waitForSelector(".contents a[aria-current]");
    for (const nav of [".site-nav", ".contents"]) {
      const current = await drawn(`${nav} a[aria-current]`, "inline-start", "::before");
      assert.ok(current.length === 1 && current[0] > 0, `${path} ${nav}: ${current}`);
      assert.ok((await drawn(`${nav} a:not([aria-current])`, "inline-start", "::before")).every((width) => width === 0));
    }
    const ground = await page.$eval(".switcher-panel", (panel) => getComputedStyle(panel).backgroundColor);
    assert.equal(await color(".switcher-panel a:not([aria-current])"), ground, "others have no mark");
    assert.notEqual(await color(".switcher-panel a[aria-current]"), ground);
    assert.deepEqual([...new Set(await drawn('[role="tab"][aria-selected="true"]', "block-end", "::after"))].map((width) => width > 0), [true]);
    assert.deepEqual([...new Set(await drawn('[role="tab"][aria-selected="false"]', "block-end", "::after"))], [0]);
    // What is a button, and what is a box.
    for (const box of [".alert", ".button > p > a", ".search-open", ".switcher > summary", ".tabs", ".code > button", "figure.code > pre", "article :not(pre) > code", ".pager a"]) {
      const widths = await drawn(box, "block-start");
      assert.ok(widths.length > 0 && widths.every((width) => width > 0), `${path} ${box}: ${widths}`);
    }
    const boxes = await page.$$eval(".code > button, .original-button", (all) => all.map((element) => getComputedStyle(element).forcedColorAdjust));
    assert.ok(boxes.every((adjust) => adjust === "auto"));
    await close();
  }
});

test("nothing moves for those who want no motion", async () => {
  const moving = (page) => page.evaluate(() => [...document.querySelectorAll("*")].flatMap((element) =>
    [undefined, "::before", "::after", "::backdrop"].map((pseudo) => getComputedStyle(element, pseudo)).filter((style) =>
      style.animationName !== "none" || style.transitionDuration.split(",").some((time) => parseFloat(time) > 0) || style.scrollBehavior === "smooth",
    ).map(() => element.localName)));
  for (const path of ["/ar/form/all/", "/trip/ar/"]) {
    const still = await open(path, { reducedMotion: "reduce" });
    await still.page.keyboard.press("Tab");
    await still.page.keyboard.press("/");
    await still.page.locator("dialog.search input").waitFor();
    assert.deepEqual(await moving(still.page), [], path);
    await still.close();
    const other = await open(path, { reducedMotion: "no-preference" });
    assert.ok((await moving(other.page)).length > 0, `${path} moves otherwise`);
    await other.close();
  }
});

test("an analyser finds nothing, nor a target that is too small, whatever is open", async () => {
  for (const path of PATHS) {
    for (const options of [{ viewport: { width: 320, height: 640 } }, {}, { colorScheme: "dark" }]) {
      const { page, close } = await open(path, options);
      await unfold(page);
      if (await page.locator("[value=demand]").count()) await page.check("[value=demand]");
      await page.addScriptTag({ content: axe });
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { rules: { "target-size": { enabled: true } } }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), [], `${path} ${JSON.stringify(options)}`);
      await close();
    }
  }
});

test("tables of a page have different names", async () => {
  for (const path of ALL) {
    const { page, close } = await open(path);
    const names = await page.$$eval(".table-wrap", (all) => all.map((table) => table.ariaLabel));
    assert.equal(names.length, 2);
    assert.equal(new Set(names).size, 2, names.join());
    const heading = Object.entries(languages).find(([tag]) => path.startsWith(`/${tag.toLowerCase()}/`))[1].long;
    for (const name of names) assert.ok(name.endsWith(`: ${heading}`), name);
    await close();
  }
});

test("an original begins where its own language does, whatever the direction of the page", async () => {
  for (const reading of ["both", "demand"]) {
    const { page, close } = await open("/ar/form/all/");
    await page.check(`[value=${reading}]`);
    if (reading === "demand") await page.locator(".original-button").nth(3).click();
    const gaps = await page.locator("article p > .original:visible > [dir=ltr]").evaluateAll((all) => all.map((words) => {
      const range = new Range();
      range.selectNodeContents(words);
      return range.getClientRects()[0].left - words.getBoundingClientRect().left;
    }));
    assert.ok(gaps.length > 0 && gaps.every((gap) => Math.abs(gap) < 8), `${reading}: ${gaps}`);
    await close();
  }
});

test("a first column of Chinese has room for a few characters on a phone", async () => {
  const { page, close } = await open("/zh-cn/form/all/", { viewport: { width: 375, height: 700 } });
  const widths = await page.$$eval("tr > :first-child", (all) => all.map((cell) => cell.clientWidth / parseFloat(getComputedStyle(cell).fontSize)));
  assert.ok(widths.every((width) => width >= 5), widths.join());
  await close();
});
