// The site behind a real web server, which does what the manual says of it.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { command, hosting, launch, policy, root } from "../support.mjs";

const nginx = "/usr/sbin/nginx";
const port = 4207;
const origin = `http://127.0.0.1:${port}`;
const skip = existsSync(nginx) ? false : "nginx is not installed";
let folder, server, browser;

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), "diglot-nginx-"));
  // The server reads it as another user.
  chmodSync(folder, 0o755);
  const site = join(folder, "site");
  execFileSync(command(), ["build", root, "--out", site, "--base-url", `${origin}/`], { stdio: "ignore" });
  const lines = hosting.match(/```nginx title="[^"]+"\n([^]+?)```/)[1];
  writeFileSync(join(folder, "site.conf"), lines.replace("listen 80", `listen 127.0.0.1:${port}`).replace("/srv/help.example.com", site));
  const whole = `daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; include ${folder}/site.conf; }`;
  writeFileSync(join(folder, "nginx.conf"), `${whole}\n`);
  server = spawn(nginx, ["-e", "stderr", "-c", join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "inherit"] });
  for (let left = 100; left > 0; left -= 1) {
    if (await fetch(origin).then(() => true, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  browser = await launch(chromium);
});

after(async () => {
  if (skip) return;
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const asked = (path) => fetch(origin + path, { redirect: "manual", headers: { "accept-encoding": "gzip" } });

test("addresses are answered as pages expect it", { skip }, async () => {
  const fragments = "/zh-cn/pagefind/fragment/";
  const fragment = readdirSync(join(folder, "site", fragments))[0];
  for (const [path, status, type, kept] of [
    ["/zh-cn/", 200, "text/html; charset=utf-8", "no-cache"],
    ["/zh-cn/help/nothing/", 404, "text/html; charset=utf-8", "no-cache"],
    ["/nothing", 404, "text/html; charset=utf-8", "no-cache"],
    ["/assets/theme.mjs", 200, "text/javascript", "no-cache"],
    ["/assets/checker.wasm", 200, "application/wasm", "no-cache"],
    [fragments + fragment, 200, null, "public, max-age=31536000, immutable"],
  ]) {
    const answer = await asked(path);
    assert.equal(answer.status, status, path);
    if (type) assert.match(answer.headers.get("content-type"), new RegExp(`^${type}`), path);
    assert.equal(answer.headers.get("cache-control"), kept, path);
    assert.equal(answer.headers.get("content-security-policy"), policy, path);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(answer.headers.get("content-encoding"), "gzip", path);
  }
  assert.match(await (await asked("/zh-cn/help/nothing/")).text(), /<html lang="zh-CN"/);
  const folderAsked = await asked("/zh-cn");
  assert.deepEqual([folderAsked.status, folderAsked.headers.get("location")], [301, "/zh-cn/"]);
});

test("pages, the search and checks run there", { skip }, async () => {
  const page = await browser.newPage({ locale: "zh-CN" });
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("response", (response) => response.status() >= 400 && wrong.push(response.url()));
  await page.goto(`${origin}/zh-cn/help/eligibility/`);
  await page.locator(".elig form:visible").waitFor();
  await page.keyboard.press("/");
  await page.locator("dialog.search input").fill("付款");
  await page.locator("dialog.search li a").first().waitFor();
  assert.deepEqual(wrong, []);
  await page.close();
});
