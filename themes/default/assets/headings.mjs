// Gives each heading a link to itself, and marks in the list of headings the one that is being read.

const { link: text } = document.querySelector("script[data-link]").dataset;

for (const heading of document.querySelectorAll("article :is(h2, h3, h4, h5, h6)[id]")) {
  const words = document.createElement("span");
  words.id = `diglot-words-${heading.id}`;
  words.append(...heading.childNodes);
  const anchor = document.createElement("a");
  anchor.className = "anchor";
  anchor.href = `#${encodeURIComponent(heading.id)}`;
  anchor.ariaLabel = `${text}: ${words.textContent}`;
  anchor.title = text;
  heading.append(words, anchor);
  // The heading is still called by its own words alone.
  heading.setAttribute("aria-labelledby", words.id);
}

/** Each link of the list with its heading, in order. */
const entries = [...document.querySelectorAll(".contents a")]
  .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter(({ heading }) => heading);
const column = document.querySelector(".contents");
let current;
let waiting = false;

/** The last heading above a third of the window; at the end of the page the last one of all. */
function read() {
  waiting = false;
  const seen = entries.filter(({ heading }) => heading.checkVisibility());
  const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const edge = innerHeight / 3;
  const found = atEnd ? seen.at(-1) : seen.findLast(({ heading }) => heading.getBoundingClientRect().top < edge);
  if (found?.link === current) return;
  current?.removeAttribute("aria-current");
  current = found?.link;
  current?.setAttribute("aria-current", "location");
  if (!current || column.scrollHeight <= column.clientHeight) return;
  // The column is scrolled by number, because scrollIntoView would move the page as well.
  const [inner, outer] = [current.getBoundingClientRect(), column.getBoundingClientRect()];
  if (inner.top < outer.top) column.scrollTop -= outer.top - inner.top + inner.height;
  else if (inner.bottom > outer.bottom) column.scrollTop += inner.bottom - outer.bottom + inner.height;
}

function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(read);
}

if (entries.length > 0) {
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  later();
}
