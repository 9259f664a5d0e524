// Finds the language that serves a reader best, of those that a page offers.

/** The parts of a tag with the likely script and region filled in, or null when it is no language tag. */
function expand(tag) {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    return { tag: tag.toLowerCase(), language, script, region };
  } catch {
    return null;
  }
}

/** The link, of those with `data-language`, that serves the wanted languages best, or undefined. */
export function best(links, wanted) {
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
