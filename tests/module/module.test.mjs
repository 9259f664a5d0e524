// The module that the repository has, in an engine as browsers have one: it answers as the evaluator does natively.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, createReadStream, mkdirSync, openSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import init, { classify, report } from "../../checker-wasm/module/checker.js";

const root = new URL("../../", import.meta.url).pathname;
const module = readFileSync(`${root}checker-wasm/module/checker.wasm`);
const bytes = (hex) => new Uint8Array(Buffer.from(hex, "hex"));

test("the module answers byte for byte as the evaluator does", async () => {
  const cases = `${root}target/module-cases.txt`;
  mkdirSync(`${root}target`, { recursive: true });
  const file = openSync(cases, "w");
  // Built as the other tests are: of one package alone, cargo would choose other features, and compile all of it once more.
  const built = spawnSync("cargo", ["build", "--quiet", "--workspace", "--example", "module_cases"], { cwd: root, stdio: "inherit" });
  assert.equal(built.status, 0);
  const written = spawnSync(`${root}target/debug/examples/module_cases`, { cwd: root, stdio: ["ignore", file, "inherit"] });
  closeSync(file);
  assert.equal(written.status, 0);

  await init({ module_or_path: new Response(module) });
  const counts = { shipped: 0, random: 0, answerSets: 0, reports: 0, classified: 0 };
  let name;
  let rules;
  for await (const line of createInterface({ input: createReadStream(cases), crlfDelay: Infinity })) {
    const [kind, ...fields] = line.split(" ");
    if (kind === "rules") {
      name = fields[0];
      rules = bytes(fields[1]);
      counts[name.startsWith("random-") ? "random" : "shipped"] += 1;
    } else if (kind === "report") {
      const state = Uint32Array.from(fields[1] === "" ? [] : fields[1].split(","), Number);
      const said = Buffer.from(report(rules, state, fields[0] === "1")).toString("hex");
      if (said !== fields[2]) assert.fail(`${name}: ${line}\nthe module says ${said}`);
      counts[name.startsWith("random-") ? "reports" : "answerSets"] += 1;
    } else if (kind === "classify") {
      const [today, question, answer, region] = fields;
      const said = classify(rules, Number(today), Number(question), BigInt(answer));
      if (said !== Number(region)) assert.fail(`${name}: ${line}\nthe module says ${said}`);
      counts.classified += 1;
    } else {
      assert.fail(`unknown case: ${line}`);
    }
  }
  for (const [what, count] of Object.entries(counts)) assert.ok(count > 0, `${what}: nothing was compared`);
  console.log(
    `Compared: ${counts.answerSets} reports on all answer sets of ${counts.shipped} shipped sets of rules, in both modes; ` +
      `${counts.reports} reports on ${counts.random} random sets of rules; ${counts.classified} answers classified.`,
  );
});

test("what cannot be read is refused, and nothing breaks by it", async () => {
  // As a page does that has two checks.
  await init({ module_or_path: new Response(module) });
  for (const rules of [[], [0], [1], [1, 0, 0, 0, 0], Array(1000).fill(255), Array(1000).fill(1)]) {
    assert.equal(report(Uint8Array.from(rules), new Uint32Array(), true).length, 0);
    assert.equal(classify(Uint8Array.from(rules), 0, 0, 0n), 255);
  }
  // One question with two options; the first outcome for the first of them.
  const rules = Uint8Array.from([1, 1, 0, 2, 2, 0, 0, 1, 1, 0, 0, 2, 0, 1]);
  assert.deepEqual([...report(rules, Uint32Array.of(2), false)], [1, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
});

test("memory does not grow with use", async () => {
  const { instance } = await WebAssembly.instantiate(module, { "./checker_bg.js": { __wbindgen_init_externref_table() {} } });
  const exports = instance.exports;
  const rules = [1, 1, 0, 2, 2, 0, 0, 1, 1, 0, 0, 2, 0, 1];
  const ask = () => {
    const at = exports.__wbindgen_malloc(rules.length, 1) >>> 0;
    new Uint8Array(exports.memory.buffer).set(rules, at);
    const state = exports.__wbindgen_malloc(4, 4) >>> 0;
    new Uint32Array(exports.memory.buffer)[state / 4] = 2;
    const [start, length] = exports.report(at, rules.length, state, 1, 1);
    exports.__wbindgen_free(start, length, 1);
  };
  ask();
  const before = exports.memory.buffer.byteLength;
  for (let times = 0; times < 20_000; times += 1) ask();
  assert.equal(exports.memory.buffer.byteLength, before);
});

test("module, glue and script are small", () => {
  const files = ["checker-wasm/module/checker.wasm", "checker-wasm/module/checker.js"];
  const sizes = files.map((file) => gzipSync(readFileSync(root + file), { level: 9 }).length);
  console.log(`gzip: ${sizes.join(" + ")} bytes`);
  // What is left of 9 KB is for the script.
  assert.ok(sizes[0] + sizes[1] <= 6_500, sizes.join(" + "));
});
