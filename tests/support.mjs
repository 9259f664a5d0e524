// What the tests in a browser stand on: the command that was built last, a host for what it builds, a preview.

import { execFileSync, spawn } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** The repository. */
export const root = new URL("../", import.meta.url).pathname;

/** The types of files, by the ends of their names. */
export const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".mjs": "text/javascript", ".js": "text/javascript",
  ".json": "application/json", ".png": "image/png", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".xml": "application/xml",
};

/** The command that was built last; DIGLOT names another one. */
export function command() {
  const built = ["release", "debug"].map((profile) => join(root, "target", profile, "diglot")).filter(existsSync);
  const [newest] = built.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  const binary = process.env.DIGLOT ?? newest;
  if (!binary) throw new Error("build the command first: cargo build");
  return binary;
}

/** The manual's page on web servers. */
export const hosting = readFileSync(join(root, "content/en-US/manual/host.md"), "utf8");

/** The policy that it names. */
export const policy = hosting.match(/^ *Content-Security-Policy: (.+)$/m)[1];

/** Shows a folder as hosts do, under the policy and with more headers. Gives the server and its address. */
export async function host(folder, headers = {}) {
  const server = createServer((request, response) => {
    let path = join(folder, normalize(decodeURIComponent(request.url.split("?")[0])));
    if (existsSync(path) && statSync(path).isDirectory()) path = join(path, "index.html");
    const found = existsSync(path);
    if (!found) path = join(folder, "404.html");
    const type = types[extname(path)] ?? "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "content-type": type, "content-security-policy": policy, ...headers });
    if (existsSync(path)) createReadStream(path).pipe(response);
    else response.end();
  });
  // A connection that nobody uses stays. Whoever fetches in this process may have stood still while a site was built, and would take
  // a connection for open that has just run out of its time.
  server.keepAliveTimeout = 0;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** Previews a site. Gives the process and the address, once it answers. */
export async function preview(folder, port) {
  const process = spawn(command(), ["serve", "--port", String(port)], { cwd: folder });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    process.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/http:\S+/);
      if (found) resolve(found[0]);
    });
    process.on("exit", () => reject(new Error(said)));
  });
  return { process, address };
}

/** Debian's browser, without windows if it is there; CHROMIUM names another one. */
const shell = "/usr/bin/chromium-headless-shell";
const browser = process.env.CHROMIUM ?? (existsSync(shell) ? shell : "/usr/bin/chromium");

/** Starts the browser, without anything that it does of its own accord. */
export const launch = (chromium) => chromium.launch({
  executablePath: browser,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** Real help centres, below the folder that DIGLOT_CORPUS names, each in two languages; the first is taken for the source. */
export const corpora = [
  { name: "centre", languages: { "de-DE": "partner-center/de-de", "zh-TW": "partner-center/zh-tw" } },
  { name: "docset", languages: { "en-US": "partner-center-sdk/en-us", "zh-TW": "partner-center-sdk/zh-tw" } },
];

/** Builds a real help centre, with all that a site can have, into a folder of its name below `out`. */
export function buildCorpus({ name, languages }, folder, out, base = "https://help.example.com/") {
  const tags = Object.keys(languages);
  mkdirSync(join(folder, name), { recursive: true });
  const locales = tags.map((tag) => ({ tag, content: join(process.env.DIGLOT_CORPUS, languages[tag]) }));
  writeFileSync(join(folder, name, "site.yaml"), `title: Help\nsource_locale: ${tags[0]}\nlocales: ${JSON.stringify(locales)}
readings: true\nllms: true\nfeeds: true\nstatus_page: true\n`);
  execFileSync(command(), ["build", join(folder, name), "--out", join(out, name), "--base-url", `${base}${name}/`],
    { stdio: "pipe", maxBuffer: 1 << 28 });
}
