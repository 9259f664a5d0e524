// Takes a visitor of the entrance page to the language chosen before, or to the best match for the browser's settings.

import { remembered } from "./theme.mjs";

const links = [...document.querySelectorAll(".language-list a[data-language]")];

/** The parts of a tag with the likely script and region filled in, or null when it is no language tag. */
function expand(tag) {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    return { tag: tag.toLowerCase(), language, script, region };
  } catch {
    return null;
  }
}

/** The link that serves the wanted languages best, or undefined. */
function best(wanted) {
  const offered = links
    .map((link) => ({ link, ...expand(link.dataset.language) }))
    .filter((offer) => offer.language);
  // The reader's order counts more than the closeness of a match: a near relative of the first wish
  // is still better than an exact hit on the second.
  for (const want of wanted.map(expand)) {
    if (!want) continue;
    const related = offered.filter((offer) => offer.language === want.language);
    const written = related.filter((offer) => offer.script === want.script);
    const found =
      related.find((offer) => offer.tag === want.tag) ??
      written.find((offer) => offer.region === want.region) ??
      written[0] ??
      related[0];
    if (found) return found.link;
  }
  return undefined;
}

/** Whether the reader came to see the list itself and must not be sent away from it. */
function cameToChoose() {
  if (new URLSearchParams(location.search).has("choose")) return true;
  try {
    return new URL(document.referrer).origin === location.origin;
  } catch {
    // An empty referrer is no address, and whoever has none came from outside.
    return false;
  }
}

if (!cameToChoose()) {
  const choice = remembered();
  const link =
    links.find((candidate) => candidate.dataset.language === choice) ??
    best(navigator.languages ?? [navigator.language]);
  // The entrance is replaced in the history, so that the back button does not bounce off it.
  if (link) location.replace(link.href);
}
