// What a first view costs readers: `cargo xtask bench view` calls it with the folder of a built site. Each page is opened in a
// fresh browser, as on a phone with a slow network and as on a desk, and what the browser says of it is printed.

import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { launch, policy, types } from "../support.mjs";

const [folder, ...asked] = process.argv.slice(2);
const rounds = 5;

/** The conditions of Lighthouse: its phone on a slow network, its desk. */
const readers = [
  { name: "phone", viewport: { width: 412, height: 823 }, scale: 1.75, delay: 150, down: 1638.4, slower: 4 },
  { name: "desk", viewport: { width: 1350, height: 940 }, scale: 1, delay: 40, down: 10240, slower: 1 },
];

// Files go out compressed, as real hosts send them; a second request for the same is answered from memory.
const compressed = new Map();
const server = createServer((request, response) => {
  let path = join(folder, normalize(decodeURIComponent(request.url.split("?")[0])));
  if (existsSync(path) && statSync(path).isDirectory()) path = join(path, "index.html");
  if (!existsSync(path)) return response.writeHead(404).end();
  if (!compressed.has(path)) compressed.set(path, gzipSync(readFileSync(path)));
  const type = types[extname(path)] ?? "application/octet-stream";
  const body = compressed.get(path);
  response.writeHead(200, {
    "content-type": type, "content-encoding": "gzip", "content-length": body.length, "content-security-policy": policy,
  });
  response.end(body);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

/** What a browser says of one view. */
async function view(browser, reader, path) {
  const context = await browser.newContext({ viewport: reader.viewport, deviceScaleFactor: reader.scale });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false, latency: reader.delay, downloadThroughput: (reader.down * 1024) / 8, uploadThroughput: (reader.down * 1024) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: reader.slower });
  await page.addInitScript(() => {
    window.seen = { shift: 0, blocked: 0, largest: 0 };
    const watch = (type, each) =>
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
    watch("layout-shift", (entry) => { if (!entry.hadRecentInput) window.seen.shift += entry.value; });
    watch("longtask", (entry) => { window.seen.blocked += Math.max(0, entry.duration - 50); });
    watch("largest-contentful-paint", (entry) => { window.seen.largest = entry.startTime; });
  });
  let [bytes, requests] = [0, 0];
  session.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; requests += 1; });
  await page.goto(origin + path, { waitUntil: "networkidle" });
  const seen = await page.evaluate(() => ({
    ...window.seen,
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  }));
  await context.close();
  return { ...seen, bytes, requests };
}

const middle = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
const browser = await launch(chromium);
for (const reader of readers) {
  console.log(`\n${reader.name}: ${reader.viewport.width} × ${reader.viewport.height}, ${reader.delay} ms to the server, ` +
    `${(reader.down / 1024).toFixed(1)} Mbit/s, processor slowed ${reader.slower} times`);
  console.log(`${"".padEnd(40)}${["first paint", "largest paint", "shift", "blocked", "requests", "KB"].map((title) => title.padStart(14)).join("")}`);
  for (const path of asked) {
    const views = [];
    for (let round = 0; round < rounds; round += 1) views.push(await view(browser, reader, path));
    const of = (name) => middle(views.map((one) => one[name]));
    const figures = [`${of("first").toFixed(0)} ms`, `${of("largest").toFixed(0)} ms`, of("shift").toFixed(3),
      `${of("blocked").toFixed(0)} ms`, String(of("requests")), (of("bytes") / 1000).toFixed(1)];
    console.log(`${path.padEnd(40)}${figures.map((figure) => figure.padStart(14)).join("")}`);
  }
}
await browser.close();
server.close();
