// The readings of a translated page in a real browser: with and without scripts, by keyboard, in every width and direction.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { command, host, launch } from "../support.mjs";

const folder = mkdtempSync(join(tmpdir(), "readings-"));
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
let browser, server, address;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const english = (more = "") =>
  `# Harbour\n\nTie the boat to the pier with two knots${more}.\n\n- Lamps burn all night.\n\n| Berth | Price |\n|---|---|\n| Stone pier | Free of charge |\n\nA buoy marks the reef.\n`;

before(async () => {
  write("site.yaml", "locales: [en-US, de-DE, ar]\nsource_locale: en-US\nreadings: true\n");
  write("content/en-US/index.md", english());
  write("content/de-DE/index.md", "# Hafen\n\nBinden Sie das Boot mit zwei Knoten an den Steg.\n\n- Lampen brennen die ganze Nacht.\n\n| Platz | Preis |\n|---|---|\n| Steg aus Stein | Kostenlos |\n\nEine Boje zeigt das Riff an.\n");
  write("content/ar/index.md", "# ميناء\n\nاربط القارب بالرصيف بعقدتين.\n\n- تضيء المصابيح طوال الليل.\n\n| الرصيف | السعر |\n|---|---|\n| رصيف حجري | مجاني |\n\nعوامة تحدد الشعاب.\n");
  const built = command();
  execFileSync(built, ["ledger", "accept"], { cwd: folder });
  write("content/en-US/index.md", english(" and a rope"));
  execFileSync(built, ["build"], { cwd: folder });
  const hosted = await host(join(folder, "_site"));
  [server, address] = [hosted.server, `${hosted.origin}/`];
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(error));
  page.on("console", (message) => message.type() === "error" && !message.location().url.endsWith("favicon.ico") && assert.fail(message.text()));
  await page.goto(address + path);
  return page;
}

const shown = (page) => page.locator(".original:visible").count();

for (const javaScriptEnabled of [true, false]) {
  test(`three readings ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const page = await open("de-de/", { javaScriptEnabled });
    assert.equal(await shown(page), 0);
    assert.equal(await page.locator(".original-button:visible").count(), 0);
    await page.getByLabel("Beide Sprachen").check();
    assert.equal(await shown(page), 8);
    const [unit, original] = [page.locator("article p > .unit").first(), page.locator("article p > .original").first()];
    const [left, right] = [await unit.boundingBox(), await original.boundingBox()];
    assert.ok(left.x + left.width <= right.x && Math.abs(left.y - right.y) < 8, "they stand beside each other");
    assert.equal((await page.locator("article ins").first().innerText()).trim(), "and a rope");
    await page.getByLabel("Original auf Wunsch").check();
    assert.equal(await shown(page), 0);
    await page.locator("li > .original-button").click();
    assert.deepEqual(await page.locator(".original:visible").allInnerTexts(), ["Lamps burn all night."]);
    assert.equal(await page.locator(".original:visible > [lang=en-US]").count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await shown(page), 0);
    await page.context().close();
  });
}

test("by keyboard, and the choice is remembered", async () => {
  const page = await open("de-de/");
  await page.locator("[name=diglot-reading]").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("[value=demand]").isChecked(), true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.deepEqual(await page.locator(".original:visible").allInnerTexts(), ["Harbour"]);
  await page.goto(`${address}ar/`);
  assert.equal(await page.locator("[value=demand]").isChecked(), true, "it holds for other pages");
  await page.locator("[value=both]").check();
  await page.reload();
  assert.equal(await shown(page), 8);
  await page.context().close();
});

test("a mouse that rests on the button shows the original", async () => {
  const page = await open("de-de/");
  await page.locator("[value=demand]").check();
  await page.locator("li > .original-button").hover();
  await page.locator(".original:visible").waitFor();
  await page.mouse.move(5, 5);
  await page.locator(".original:visible").waitFor({ state: "hidden" });
  await page.context().close();
});

test("on every screen, in every direction, without a violation", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1100]) {
      for (const path of ["de-de/", "ar/"]) {
        const page = await open(path, { colorScheme, viewport: { width, height: 800 } });
        for (const reading of ["translation", "both", "demand"]) {
          await page.locator(`[value=${reading}]`).check();
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(overflow <= 0, `${path} ${reading} at ${width}: ${overflow}`);
          const before = page.locator(".unit").first();
          const original = page.locator(".original").first();
          if (reading === "both" && width === 1100) {
            const [one, other] = [await before.boundingBox(), await original.boundingBox()];
            assert.equal(one.x < other.x, path === "de-de/", "the translation comes first");
          }
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run());
          assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], `${path} ${reading} ${colorScheme} ${width}`);
        }
        await page.context().close();
      }
    }
  }
});
