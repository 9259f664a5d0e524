// Searches beside the page. Here no document says a language, so that the index divides queries nowhere but where they are.

import { isMeant, terms } from "./search-terms.mjs";

/** The index of each language by the address of its bundle. */
const indexes = new Map();
/** How many loads have failed: browsers remember an address that could not be imported. */
let failures = 0;

function index(bundle) {
  if (!indexes.has(bundle)) {
    const loaded = load(bundle);
    // A failed load is tried again with the next query.
    loaded.catch(() => {
      indexes.delete(bundle);
      failures += 1;
    });
    indexes.set(bundle, loaded);
  }
  return indexes.get(bundle);
}

async function load(bundle) {
  // Each language imports its own copy, because one copy keeps one evaluator, and each language has its own.
  const { createInstance } = await import(`${bundle}pagefind.js${failures ? `?${failures}` : ""}`);
  const made = createInstance({ basePath: bundle, baseUrl: "/", excerptLength: 24, excerptEllipsis: "…", noWorker: true });
  await made.init();
  // A question waits for what the index is made of, and fails where that is not there.
  await made.search("");
  return made;
}

/** How much of a page's hits lies in one of its parts. */
function weight(part) {
  return part.weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
}

async function answer({ bundle, tag, query, filters, from, to }) {
  const made = await index(bundle);
  const { results } = await made.search(terms(query, tag), { filters });
  const loaded = await Promise.all(results.slice(from, to).map((result) => result.data()));
  const shown = loaded.filter((page) => isMeant(page, query, tag));
  return {
    // Where none of the best is meant, none is.
    count: shown.length || !loaded.length ? results.length - loaded.length + shown.length : 0,
    next: to,
    isLast: to >= results.length || !shown.length,
    pages: shown.map((page) => ({
      path: page.raw_url,
      title: page.meta.title,
      section: page.filters.section?.[0],
      excerpt: page.excerpt,
      parts: page.sub_results
        .filter((part) => part.anchor)
        .map((part) => ({ id: part.anchor.id, title: part.title, excerpt: part.excerpt, weight: weight(part) }))
        .sort((a, b) => b.weight - a.weight)
        .slice(0, 3),
    })),
  };
}

addEventListener("message", async ({ data: { id, ask } }) => {
  try {
    postMessage({ id, found: await answer(ask) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
