// Marks on a page the words by which a search found it, without touching the page.

const words = new URLSearchParams(location.search).getAll("highlight").filter((word) => word.trim());
const article = document.querySelector("article");

/** Ranges of all places of the words, letter case and accents aside. */
function places(root) {
  const found = [];
  const wanted = words.map(fold).filter(Boolean);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { text, at } = folded(node.data);
    for (const word of wanted) {
      for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + word.length)) {
        // A word begins where no letter stands before it; scripts without spaces know no such place.
        if (/^[\p{L}\p{N}]/u.test(word) && !isUnspaced(word) && /[\p{L}\p{N}]$/u.test(text.slice(0, from))) continue;
        const range = new Range();
        range.setStart(node, at[from]);
        range.setEnd(node, at[from + word.length]);
        found.push(range);
      }
    }
  }
  return found;
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A text without accents, and where each of its characters stood. */
function folded(data) {
  let text = "";
  const at = [];
  for (let from = 0; from < data.length; ) {
    const character = String.fromCodePoint(data.codePointAt(from));
    const plain = fold(character);
    for (let unit = 0; unit < plain.length; unit += 1) at.push(from);
    text += plain;
    from += character.length;
  }
  at.push(data.length);
  return { text, at };
}

function isUnspaced(word) {
  return /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u.test(word);
}

if (article && words.length && globalThis.CSS?.highlights) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("search.css", import.meta.url).href;
  document.head.append(style);
  const found = places(article);
  CSS.highlights.set("diglot-search", new Highlight(...found));
  // An address with a heading leads there; else the first place is what the reader came for.
  if (!location.hash) found[0]?.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
}
