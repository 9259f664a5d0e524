// How a query is put to the index.

/** Languages whose texts are divided into words by a dictionary, because they have no spaces. */
const UNSPACED = /^(zh|ja|th)\b/i;

/** Characters of scripts without spaces, as the index knows them. */
const SCRIPT =
  /^[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{2FA1F}\u{30000}-\u{323AF}\u3041-\u30FF\u31F0-\u31FF\uFF66-\uFF9F\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]/u;

/**
 * The words to look for. Where a text has no spaces the index has every pair of neighbouring characters, whatever words its
 * dictionary found, and a query becomes such pairs too: so it finds what crosses the border of two words.
 *
 * `付款时间, zh-CN => 付款 款时 时间`
 */
export function terms(query, tag) {
  if (!UNSPACED.test(tag)) return query;
  const words = [];
  let run = [];
  const close = () => {
    if (run.length === 1) words.push(run[0]);
    for (let at = 1; at < run.length; at += 1) words.push(run[at - 1] + run[at]);
    run = [];
  };
  let other = "";
  for (const character of characters(query, tag)) {
    if (SCRIPT.test(character)) {
      if (other) words.push(other);
      other = "";
      run.push(character);
    } else {
      close();
      other += /\p{P}/u.test(character) ? " " : character;
    }
  }
  close();
  if (other) words.push(other);
  return words.join(" ").replace(/\s+/g, " ").trim();
}

/**
 * Whether a page has what was looked for. For a word that no page has, the index answers with the longest of its words that the
 * other one begins with, as `a` for `Auszahlung`: nobody looked for that.
 */
export function isMeant(page, query, tag) {
  const wanted = fold(terms(query, tag)).split(" ").filter(Boolean);
  if (UNSPACED.test(tag)) {
    const text = fold([page.content, page.meta.title, page.meta.keywords].join(" "));
    return wanted.every((word) => text.includes(word));
  }
  const marks = [page, ...page.sub_results].flatMap(({ excerpt }) => excerpt.match(/<mark>.*?<\/mark>/gs) ?? []);
  const words = fold(marks.join(" "));
  // Endings differ, and what is found by its keywords alone has no marks.
  const stem = (word) => word.slice(0, Math.max(2, Math.ceil(word.length * 0.4)));
  return !marks.length || wanted.some((word) => words.includes(stem(word.replace(/^[^\p{L}\p{N}]+/u, ""))));
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What readers call characters: marks stay with what they are on. */
function characters(text, tag) {
  if (!Intl.Segmenter) return [...text];
  return [...new Intl.Segmenter(tag, { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment);
}

/** The runs of a query that a page must have as they stand, to be marked there. */
export function runs(query, tag) {
  return UNSPACED.test(tag) ? query.split(/[\s\p{P}]+/u).filter(Boolean) : undefined;
}
