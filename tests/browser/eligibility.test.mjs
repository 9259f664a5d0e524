// Eligibility checks in a real browser: every path by keyboard, without scripts, refused modules, links, errors, other sites.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { command, host, launch, root } from "../support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let folder, binary, server, origin, portal, elsewhere, browser, answer;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "diglot-"));
  binary = command();
  execFileSync(binary, ["build", root, "--out", join(folder, "site")], { stdio: "pipe" });
  const trip = new URL("trip", import.meta.url).pathname;
  execFileSync(binary, ["build", trip, "--out", join(folder, "site", "trip")], { stdio: "pipe" });
  // What a host has to say so that other sites may take checks from it.
  ({ server, origin } = await host(join(folder, "site"), { "access-control-allow-origin": "*" }));
  // A portal of its own origin, which is as strict as it can be while it shows a check.
  portal = createServer((_, response) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; style-src ${origin}; connect-src ${origin}; ` +
        "require-trusted-types-for 'script'",
    });
    response.end(answer);
  });
  await new Promise((resolve) => portal.listen(0, "127.0.0.1", resolve));
  elsewhere = `http://127.0.0.1:${portal.address().port}`;
  browser = await launch(chromium);
});

after(async () => {
  await browser?.close();
  server?.close();
  portal?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A page with all that it asked for, and what went wrong on it. */
async function open(path, { today, change, works = true, ...options } = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  const requests = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  if (today) await page.clock.setFixedTime(new Date(`${today}T12:00`));
  if (change) {
    await page.route("**/*", async (route) => {
      const response = await route.fetch();
      await route.fulfill(change(route.request().url(), response, await response.body()) || { response });
    });
  }
  await page.goto(path.startsWith("http") ? path : origin + path);
  if (works) await page.waitForSelector(".elig form:visible");
  return { page, problems, requests, close: () => context.close() };
}

/** What a reader sees of the parts that a selector names. */
const seen = (page, selector, within = ".elig") =>
  page.locator(within).first().locator(selector).locator("visible=true").evaluateAll((all) =>
    all.map((part) => part.textContent.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim()));

const outcome = (page) =>
  page.$$eval(".elig [data-o]", (all) => all.filter((part) => part.checkVisibility()).map((part) => part.dataset.o));

const asked = (page) =>
  page.$$eval(".elig [data-q]", (all) => all.filter((part) => part.checkVisibility()).map((part) => part.dataset.q));

async function axeFinds(page) {
  await page.addScriptTag({ content: axe });
  const found = await page.evaluate(() =>
    globalThis.axe.run(document.querySelector(".elig"), {
      runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], rules: { region: { enabled: false } },
    }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** Answers a question by keyboard alone: with Tab to its field, and then by arrows, or by typing. */
async function byKeyboard(page, question, value) {
  const here = () =>
    page.evaluate(() => [document.activeElement.closest("[data-q]")?.dataset.q, document.activeElement.type]);
  for (let steps = 0; (await here())[0] !== question; steps += 1) {
    assert.ok(steps < 60, `Tab reaches ${question}`);
    await page.keyboard.press("Tab");
  }
  if ((await here())[1] === "text") return page.keyboard.type(value);
  const values = await page.$$eval(`[data-q="${question}"] input`, (all) => all.map((input) => input.value));
  const at = values.indexOf(value);
  assert.ok(at >= 0, `${question} offers ${value}`);
  if (at === 0) await page.keyboard.press("Space");
  for (let steps = 0; steps < at; steps += 1) await page.keyboard.press("ArrowDown");
}

/** The rules of the incentives program once more, in other words than those that are evaluated. */
function expected(given) {
  const type = given["partner-type"];
  const paper = { "indirect-provider": "distributor-agreement", "direct-reseller": "reseller-agreement" }[type];
  const fails = type === "none" || given["partner-agreement"] === "no" || given[paper] === "no" || given.competencies === "0";
  if (fails) return "2";
  if (Object.values(given).includes("unsure")) return "unsure";
  return type === "indirect-reseller" && given["first-transaction"] === "no" ? "1" : "0";
}

/** What the command says of the same answers, which evaluates the rules without a browser. */
function evaluated(table, given) {
  const rows = table.regimes[0].rows.filter(({ when }) =>
    Object.entries(when).every(([question, { answers }]) =>
      answers.some((answer) =>
        answer === given[question] || (answer.from <= Number(given[question]) && Number(given[question]) <= answer.to))));
  assert.equal(rows.length, 1, JSON.stringify(given));
  return String(table.outcomes.indexOf(rows[0].outcome));
}

for (const locale of ["zh-cn", "de-de"]) {
  test(`every path of the incentives program goes by keyboard, ${locale}`, async () => {
    const { page, problems, requests, close } = await open(`/${locale}/help/eligibility/`);
    const loaded = requests.length;
    const program = join(root, "content", "eligibility", "csp-incentives.yaml");
    const table = JSON.parse(execFileSync(binary, ["eligibility", "table", program, "--format", "json"], { encoding: "utf8" }));
    const options = {
      "partner-type": ["indirect-provider", "direct-reseller", "indirect-reseller", "none"],
      competencies: ["0", "1"],
    };
    const paths = [];
    const walk = async (given) => {
      await page.reload();
      await page.waitForSelector(".elig form:visible");
      for (const [question, value] of given) await byKeyboard(page, question, value);
      const open = (await asked(page)).filter((question) => !given.some(([known]) => known === question));
      assert.ok(open.length <= 1, "one question at a time");
      if (open.length) {
        for (const value of options[open[0]] ?? ["yes", "no"]) await walk([...given, [open[0], value]]);
        return;
      }
      while (await page.evaluate(() => !document.activeElement.matches(".elig button"))) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.ok(await page.evaluate(() => document.activeElement.matches("[data-result]")), "the result has the focus");
      const answers = Object.fromEntries(given);
      assert.deepEqual(await outcome(page), [expected(answers)], JSON.stringify(given));
      assert.deepEqual(await outcome(page), [evaluated(table, answers)], JSON.stringify(given));
      paths.push(given);
    };
    await walk([]);
    assert.equal(paths.length, table.regimes[0].paths);
    assert.deepEqual(problems, []);
    const answers = /reseller|provider|yes|unsure|competencies/;
    assert.deepEqual(requests.slice(loaded).filter((url) => answers.test(url)), [], "no request holds an answer");
    await close();
  });
}

test("nothing is asked for after the page is there, and nothing is kept", async () => {
  const { page, requests, close } = await open("/en-us/help/eligibility/", { permissions: ["clipboard-write"] });
  await page.waitForLoadState("networkidle");
  const loaded = requests.length;
  await page.check("[value=direct-reseller]");
  await page.check("[data-q=partner-agreement] [value=unsure]");
  await page.check("[data-q=reseller-agreement] [value=yes]");
  await page.fill("[data-q=competencies] input", "2");
  await page.click(".elig-main");
  await page.waitForTimeout(600);
  assert.deepEqual(requests.slice(loaded), []);
  await page.click("[data-act=copy]");
  await page.waitForTimeout(600);
  // With a new address in its bar, this browser asks for the icon of the tab anew; the answers are not in what it asks for.
  assert.deepEqual(requests.slice(loaded).filter((url) => !url.endsWith("/favicon.svg")), []);
  assert.deepEqual(await page.evaluate(async () => [
    localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length,
  ]), [0, 0, "", 0]);
  await close();
});

test("without scripts, without the module, or with another one, the page is whole", async () => {
  const refused = (url, response) =>
    url.endsWith("/") && {
      response, headers: { ...response.headers(), "content-security-policy": "default-src 'self'; script-src 'self'" },
    };
  const forged = (url, response, body) => url.endsWith(".wasm") && { response, body: Buffer.concat([body, Buffer.from([0])]) };
  const glue = (url, response, body) => url.endsWith("checker.js") && { response, body: `${body}\n//` };
  const script = (url, response, body) => url.endsWith("eligibility.js") && { response, body: `${body}\n//` };
  for (const options of [{ javaScriptEnabled: false }, { change: refused }, { change: forged }, { change: glue }, { change: script }]) {
    const { page, close } = await open("/de-de/help/eligibility/", { works: false, ...options });
    await page.waitForLoadState("networkidle");
    const name = options.change?.name ?? "no scripts";
    assert.equal(await page.locator(".elig form:visible").count(), 0, name);
    assert.equal((await seen(page, ".elig-criteria li > p:first-child")).length, 5, name);
    assert.deepEqual(await seen(page, "[data-s]:not([data-s=''])"), []);
    assert.equal((await seen(page, ".elig-criteria li a")).length, 5);
    assert.equal((await seen(page, ".elig-outcomes dt")).length, 3);
    assert.equal((await seen(page, ".elig-table tbody tr")).length, 11);
    await close();
  }
});

test("answers go one below the other, and nothing above the focus moves", async () => {
  const { page, close } = await open("/en-us/help/eligibility/");
  const place = () => page.evaluate(() => document.activeElement.getBoundingClientRect().top + scrollY);
  for (const [question, values] of [
    ["partner-type", ["indirect-provider", "none", "unsure", "direct-reseller"]],
    ["partner-agreement", ["yes", "unsure", "no", "yes"]],
    ["reseller-agreement", ["no", "yes"]],
  ]) {
    for (const value of values) {
      const input = page.locator(`[data-q=${question}] [value=${value}]`);
      await input.focus();
      const before = await place();
      await input.check();
      assert.ok(await input.evaluate((own) => own === document.activeElement), "the focus stays");
      assert.equal(await place(), before, `${question} ${value}`);
    }
  }
  // What leaves and comes back still has its answer.
  await page.check("[value=indirect-reseller]");
  assert.deepEqual(await asked(page), ["partner-type", "partner-agreement", "competencies"]);
  await page.check("[value=direct-reseller]");
  assert.deepEqual(await asked(page), ["partner-type", "partner-agreement", "reseller-agreement", "competencies"]);
  await page.fill("[data-q=competencies] input", "3");
  assert.deepEqual(await outcome(page), ["0"]);
  assert.deepEqual(await seen(page, "[data-why] dd"), ["Direct reseller", "Yes", "Yes", "3"]);
  await close();
});

test("the switch asks about every criterion", async () => {
  const { page, close } = await open("/en-us/help/eligibility/");
  await page.check("[value=direct-reseller]");
  await page.check("[data-q=partner-agreement] [value=no]");
  assert.deepEqual(await asked(page), ["partner-type", "partner-agreement"]);
  assert.deepEqual(await seen(page, "[data-change] li"), ["Your partner agreement"]);
  await page.check("[data-all]");
  assert.deepEqual(await asked(page), ["partner-type", "partner-agreement", "reseller-agreement"]);
  assert.deepEqual(await outcome(page), ["2"]);
  await page.check("[data-q=reseller-agreement] [value=yes]");
  await page.fill("[data-q=competencies] input", "0");
  const words = (await seen(page, ".elig-criteria li b")).join(" ");
  assert.equal(words, "Met: Not met: Does not apply: Met: Not met:");
  assert.deepEqual(await seen(page, "[data-met]"), ["3 of 5 criteria are met or do not apply"]);
  await close();
});

test("a change is told once, and not for each step of the arrows", async () => {
  const { page, close } = await open("/en-us/help/eligibility/");
  await page.waitForTimeout(600);
  assert.equal(await page.textContent("[role=status]"), "", "nothing is told before anything is done");
  await page.evaluate(() => {
    globalThis.told = [];
    new MutationObserver(() => globalThis.told.push(document.querySelector("[role=status]").textContent))
      .observe(document.querySelector("[role=status]"), { childList: true });
  });
  await page.focus("[value=indirect-provider]");
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press("ArrowDown");
  await page.waitForTimeout(700);
  assert.equal((await page.evaluate(() => globalThis.told)).length, 1);
  assert.equal(await page.textContent("[role=status]"), (await seen(page, ".elig-outcome"))[0]);
  await close();
});

test("what is wrong is said first, and leads to its field", async () => {
  const { page, close } = await open("/en-us/help/eligibility/");
  await page.click(".elig-main");
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-errors]")));
  assert.equal((await seen(page, "[data-errors] li")).length, 1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement.value === "indirect-provider"));
  assert.equal(await page.evaluate(() => location.hash), "", "the address stays");
  await page.check("[value=indirect-reseller]");
  await page.check("[data-q=partner-agreement] [value=yes]");
  for (const [typed, fine] of [["", false], ["x", false], ["101", false], ["1.5", false], ["-1", false], ["99999999999999999999", false], ["1,2", false], [" 100 ", true], ["１２", true], ["٣", true]]) {
    await page.fill("[data-q=competencies] input", typed);
    await page.click(".elig-main");
    const invalid = await page.getAttribute("[data-q=competencies] input", "aria-invalid");
    const said = await seen(page, "[data-q=competencies] .elig-error");
    // The last question is still open where the number is fine.
    assert.equal(invalid, String(!fine), typed);
    assert.deepEqual(said, fine ? [] : ["Error: Enter a whole number from 0 to 100."], typed);
    assert.equal((await asked(page)).includes("first-transaction"), fine, typed);
  }
  await page.check("[data-q=first-transaction] [value=yes]");
  await page.click(".elig-main");
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-result]")));
  await page.click("[type=reset]");
  await page.waitForTimeout(50);
  assert.deepEqual(await asked(page), ["partner-type"]);
  assert.ok(await page.evaluate(() => document.activeElement.value === "indirect-provider"));
  assert.equal(await page.locator(".elig [aria-invalid=true]").count(), 0);
  await close();
});

test("a link holds the answers, once it is asked for", async () => {
  const first = await open("/de-de/help/eligibility/", { permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = first;
  await page.check("[value=direct-reseller]");
  await page.check("[data-q=partner-agreement] [value=unsure]");
  await page.check("[data-q=reseller-agreement] [value=yes]");
  await page.fill("[data-q=competencies] input", "２");
  assert.equal(await page.evaluate(() => location.hash), "");
  const entries = await page.evaluate(() => history.length);
  await page.click("[data-act=copy]");
  await page.waitForSelector("[data-copied]:visible");
  const link = await page.evaluate(() => location.href);
  const version = await page.getAttribute(".elig", "data-version");
  assert.equal(new URL(link).hash,
    `#csp-incentives?partner-type=direct-reseller&partner-agreement=unsure&reseller-agreement=yes&competencies=2&v=${version}`);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  assert.equal(await page.evaluate(() => history.length), entries);
  assert.deepEqual(await outcome(page), ["unsure"]);
  await first.close();
  for (const [hash, changed] of [
    [new URL(link).hash, 0],
    [`${new URL(link).hash.replace(version, "2001-01-01")}`, 1],
    [`${new URL(link).hash}&nothing=yes&first-transaction=perhaps`, 0],
  ]) {
    const { page, problems, close } = await open(`/zh-cn/help/eligibility/${hash}`);
    assert.deepEqual(await outcome(page), ["unsure"], hash);
    assert.deepEqual(await asked(page), ["partner-type", "partner-agreement", "reseller-agreement", "competencies"]);
    assert.equal((await seen(page, "[data-changed]")).length, changed, hash);
    assert.ok(await page.evaluate(() => document.querySelector(".elig").getBoundingClientRect().top < innerHeight));
    assert.deepEqual(problems, []);
    await close();
  }
  for (const hash of ["#other?partner-type=none", "#csp-incentives", "#%", "#csp-incentives?partner-type=nobody"]) {
    const { page, problems, close } = await open(`/zh-cn/help/eligibility/${hash}`);
    assert.deepEqual(await asked(page), ["partner-type"], hash);
    assert.deepEqual(problems, []);
    await close();
  }
});

/** Answers about a trip by air what is asked. */
async function travel(page, { papers = ["passport", "visa"], booked = "2026-06-01", nights = "3", within = ".elig" } = {}) {
  const check = page.locator(within).first();
  await check.locator("[value=air]").check();
  for (const paper of papers) await check.locator(`[value=${paper}]`).check();
  const parts = booked.split("-");
  for (const [at, part] of parts.entries()) await check.locator(`[data-q=booked] [data-part="${at + 1}"]`).fill(part);
  const last = check.locator("[data-q=nights] input");
  if (await last.isVisible()) await last.fill(nights);
}

test("dates go by the calendar, by the day of the reader, and by the rules of that day", async () => {
  for (const [today, booked, expected] of [
    ["2026-06-15", "2026-06-01", ["0"]],
    ["2026-06-30", "2026-06-01", ["0"]],
    ["2026-07-01", "2026-06-01", ["1"]],
    ["2026-07-01", "2026-6-22", ["0"]],
    ["2026-06-15", "2026-05-16", ["1"]],
    ["2026-06-15", "２０２６-０６-０１", ["0"]],
  ]) {
    const { page, close } = await open("/trip/en-us/", { today });
    await travel(page, { booked, nights: "1,500" });
    assert.deepEqual(await outcome(page), expected, `${booked} on ${today}`);
    await close();
  }
  const { page, close } = await open("/trip/en-us/", { today: "2026-06-15" });
  await page.check("[value=rail]");
  await page.check("[value=passport]");
  await page.check("[value=visa]");
  for (const [year, month, day] of [["2026", "2", "30"], ["26", "6", "1"], ["2026", "6", ""], ["2026", "6", "16"], ["2019", "12", "31"], ["", "", ""]]) {
    for (const [part, text] of [[1, year], [2, month], [3, day]]) await page.fill(`[data-q=booked] [data-part="${part}"]`, text);
    assert.deepEqual(await outcome(page), [], `${year}-${month}-${day}`);
    await page.click(".elig-main");
    assert.deepEqual(await seen(page, "[data-q=booked] .elig-error"), ["Error: Enter a date from January 1, 2020 to today."]);
  }
  await page.check("[data-q=booked] [value=unsure]");
  assert.deepEqual(await outcome(page), ["unsure"]);
  await page.fill('[data-q=booked] [data-part="3"]', "1");
  assert.ok(!(await page.isChecked("[data-q=booked] [value=unsure]")), "who writes a date is sure");
  await close();
});

test("none excludes all others, and they exclude none", async () => {
  const { page, close } = await open("/trip/en-us/", { today: "2026-06-15" });
  await page.check("[value=air]");
  await page.check("[value=photo]");
  await page.check("[value=none]");
  const checked = () => page.locator(".elig").first().locator("[data-q=papers] :checked").evaluateAll((all) => all.map((input) => input.value));
  assert.deepEqual(await checked(), ["none"]);
  assert.deepEqual(await outcome(page), ["1"]);
  assert.deepEqual(await seen(page, "[data-why] dd"), ["None of these"]);
  await page.check("[value=visa]");
  await page.check("[value=photo]");
  assert.deepEqual(await checked(), ["visa", "photo"]);
  await travel(page, { papers: [], nights: "2000" });
  assert.deepEqual(await outcome(page), ["1"]);
  assert.deepEqual(await seen(page, "[data-why] dd"), ["By air", "2,000"]);
  assert.deepEqual(await seen(page, "[data-change] li"), ["The number of nights"]);
  await page.locator("[data-act=copy]").first().click();
  await page.waitForSelector("[data-copied]:visible");
  assert.equal(await page.evaluate(() => location.hash), "#trip?means=air&papers=visa&papers=photo&booked=2026-06-01&nights=2000&v=2026-05-01");
  await page.reload();
  await page.waitForSelector(".elig form:visible");
  assert.deepEqual(await checked(), ["visa", "photo"]);
  assert.deepEqual(await seen(page, "[data-why] dd"), ["By air", "2,000"]);
  await close();
});

test("two checks on one page do not know each other", async () => {
  const { page, problems, close } = await open("/trip/en-us/", { today: "2026-06-15" });
  await travel(page);
  assert.deepEqual(await outcome(page), ["0"]);
  const second = page.locator(".elig").nth(1);
  assert.equal(await second.locator("[data-q]").locator("visible=true").count(), 1);
  await second.locator("[value=rail]").check();
  assert.ok(await page.locator(".elig").first().locator("[value=air]").isChecked());
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((part) => part.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  assert.deepEqual(twice, []);
  assert.deepEqual(problems, []);
  await close();
});

test("from right to left, dates in their order and numbers of every category", async () => {
  const { page, problems, close } = await open("/trip/ar/", { today: "2026-06-15", viewport: { width: 320, height: 640 } });
  assert.equal(await page.getAttribute(".elig", "dir"), "rtl");
  assert.deepEqual(await seen(page, "[data-left]"), ["4 أسئلة أخرى على الأكثر"]);
  await page.check("[value=air]");
  await page.check("[value=passport]");
  await page.check("[value=visa]");
  assert.deepEqual(await seen(page, "[data-left]"), ["سؤالان آخران على الأكثر"]);
  const lefts = await page.$$eval("[data-q=booked] [data-part]", (all) => all.map((input) => [input.dataset.part, input.getBoundingClientRect().left]));
  assert.deepEqual(lefts.map(([part]) => part), ["3", "2", "1"]);
  assert.ok(lefts[0][1] > lefts[1][1] && lefts[1][1] > lefts[2][1], "the day stands on the right");
  await travel(page, { papers: [], booked: "٢٠٢٦-٠٦-٠١", nights: "٢" });
  assert.deepEqual(await outcome(page), ["0"]);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.deepEqual(problems, []);
  await close();
});

test("every state is accessible, in both schemes, on a phone too, with targets of 44 pixels", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const path of ["/zh-cn/help/eligibility/", "/ru-ru/help/coop-claims/", "/trip/ar/"]) {
      const viewport = { width: 320, height: 640 };
      const { page, close } = await open(path, { colorScheme, viewport, bypassCSP: true, today: "2026-09-15" });
      assert.deepEqual(await axeFinds(page), [], `${path} at first`);
      await page.click(".elig-main");
      assert.deepEqual(await axeFinds(page), [], `${path} with errors`);
      for (let steps = 0; steps < 8; steps += 1) {
        const open = page.locator(".elig").first().locator("[data-q]").locator("visible=true").last();
        const text = open.locator("input[type=text]").locator("visible=true");
        for (const [at, value] of ["1", "2", "2026"].entries()) if ((await text.count()) > at) await text.nth(at).fill(value);
        if (!(await text.count())) await open.locator("input").first().check();
      }
      await page.click(".elig-main");
      await page.evaluate(() => document.querySelectorAll(".elig details").forEach((part) => (part.open = true)));
      assert.deepEqual(await axeFinds(page), [], `${path} with a result`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
      const small = await page.$$eval(".elig :is(button, .elig-choice, input[type=text])", (all) =>
        all.filter((part) => part.checkVisibility() && part.getBoundingClientRect().height < 44).map((part) => part.outerHTML));
      assert.deepEqual(small, []);
      await close();
    }
  }
});

test("paper has the answers, the result and the day, and nothing to press", async () => {
  const { page, close } = await open("/en-us/help/eligibility/", { today: "2026-12-24" });
  await page.check("[value=indirect-provider]");
  await page.check("[data-q=partner-agreement] [value=yes]");
  await page.check("[data-q=distributor-agreement] [value=no]");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".elig :is(button, input, fieldset)").locator("visible=true").count(), 0);
  assert.deepEqual(await seen(page, "[data-answer] dd"), ["Indirect provider", "Yes", "No"]);
  const paper = (await seen(page, "form")).join(" ");
  assert.match(paper, /December 24, 2026/);
  assert.match(paper, /guidance, not a decision/);
  assert.match((await page.innerText(".elig")).replace(/[\u2066-\u2069]/g, ""), /Rules of November 26, 2026/);
  assert.equal((await seen(page, ".elig-outcome")).length, 1);
  await close();
});

test("a portal of another origin shows a check", async () => {
  const check = `<eligibility-check src="${origin}/trip/en-us/eligibility/trip.html"><a href="${origin}/trip/en-us/">Trips</a></eligibility-check>`;
  answer = `<!DOCTYPE html><html lang="en"><title>Portal</title>
    <script type="module" src="${origin}/trip/assets/eligibility.js"></script><h1>Portal</h1>${check}</html>`;
  const { page, problems, requests, close } = await open(`${elsewhere}/`, { today: "2026-06-15" });
  await travel(page);
  assert.deepEqual(await outcome(page), ["0"]);
  assert.equal(await page.$eval(".elig [data-o='0'] a", (link) => link.href), `${origin}/trip/en-us/`);
  assert.equal(await page.$eval(".elig", (section) => getComputedStyle(section).borderTopWidth), "1px", "its style is there");
  await page.locator("[data-act=copy]").click();
  await page.waitForFunction(() => location.hash.startsWith("#trip?means=air"));
  assert.deepEqual(problems, []);
  assert.ok(requests.every((url) => !/air|passport/.test(url)));
  await close();
  // What cannot be fetched leaves what the portal has put there.
  answer = answer.replace("trip.html", "gone.html");
  const gone = await open(`${elsewhere}/`, { works: false });
  await gone.page.waitForLoadState("networkidle");
  assert.ok(await gone.page.locator("eligibility-check > a").isVisible());
  await gone.close();
});

test("the module, its glue and the script are small", () => {
  const size = (name) => gzipSync(readFileSync(join(folder, "site", "assets", name)), { level: 9 }).length;
  const all = ["checker.wasm", "checker.js", "eligibility.js"].map(size);
  assert.ok(all.reduce((sum, each) => sum + each) <= 9000, String(all));
});
