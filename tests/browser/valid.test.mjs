// Every page as the validator of the web's standard sees it: this repository's site, the golden ones, and real help centres.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { buildCorpus, command, corpora, root } from "../support.mjs";

const validator = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** What the validator may say, and why. */
const allowed = [
  // Authors choose the levels of their headings; who skips one is told by `skipped-heading-level`.
  /^The heading “h\d” .* skipping \d heading levels?\.$/,
  // So it is with a heading that has no words.
  /^Empty heading\.$/,
  // A check alone is for pages of other sites: there its title stands below theirs.
  { says: /^This document has heading elements but none of them has a computed heading level of 1\.$/, at: /\/eligibility\/[^/]+\.html$/ },
].map((one) => (one instanceof RegExp ? { says: one, at: /\.html$/ } : one));

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "valid-"));
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** What the validator has to say of all pages in some folders; it fails where there are none. */
async function problems(...folders) {
  const pages = folders.flatMap((one) => readdirSync(one, { recursive: true }).filter((path) => path.endsWith(".html")));
  assert.ok(pages.length > 0, `${folders} has pages`);
  const asked = ["-jar", validator, "--format", "json", "--exit-zero-always", "--skip-non-html", ...folders];
  const { stderr } = await promisify(execFile)("java", asked, { maxBuffer: 1 << 28 });
  const { messages } = JSON.parse(stderr);
  return messages.filter((found) => !allowed.some(({ says, at }) => {
    const fits = says.test(found.message) && at.test(found.url);
    if (fits) used.add(says);
    return fits;
  })).map(({ url, lastLine, message, extract }) => `${url}:${lastLine}: ${message} ${extract ?? ""}`);
}

const used = new Set();

test("the validator finds what is wrong", async () => {
  const out = join(folder, "wrong");
  execFileSync(command(), ["build", join(root, "tests", "browser", "furniture"), "--out", out], { stdio: "pipe" });
  appendFileSync(join(out, "de-de", "index.html"), "<p id=diglot-main></div>");
  assert.ok((await problems(out)).length >= 2);
});

test("every page of this site and of the golden ones is valid, and nothing is allowed that none of them has", async () => {
  execFileSync(command(), ["build", root, "--out", join(folder, "own"), "--base-url", "https://help.example.com/"], { stdio: "pipe" });
  for (const name of ["furniture", "trip"]) {
    execFileSync(command(), ["build", join(root, "tests", "browser", name), "--out", join(folder, name)], { stdio: "pipe" });
  }
  const golden = readdirSync(join(root, "tests", "sites")).map((name) => join(root, "tests", "sites", name, "expected"));
  assert.deepEqual(await problems(...["own", "furniture", "trip"].map((name) => join(folder, name)), ...golden), []);
  assert.deepEqual(allowed.filter(({ says }) => !used.has(says)), []);
});

for (const corpus of corpora) {
  test(`every page of a real help centre is valid: ${corpus.name}`, { skip: !process.env.DIGLOT_CORPUS && "DIGLOT_CORPUS is not set" }, async () => {
    buildCorpus(corpus, folder, join(folder, "real"));
    assert.deepEqual(await problems(join(folder, "real", corpus.name)), []);
  });
}
