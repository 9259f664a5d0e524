// Small comforts on every page; each one is optional, because the pages work without any script.

const KEY = "diglot:language";

/** What was remembered under a key, or null. */
export function read(key) {
  // Storage throws where the browser forbids it, and a forgotten choice does no harm.
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a value for the next page, if the browser allows it. */
export function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice holds on this page all the same, so there is nothing to report.
  }
}

/** The language the reader chose by hand before, or null. */
export function remembered() {
  return read(KEY);
}

// One listener on the document serves the switcher and the lists of languages alike.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-language]");
  if (link) write(KEY, link.dataset.language);
});

// The same place in another language: anchors are the same in all of them. The address is put together as late as can be,
// because it may have changed since the page came.
for (const event of ["pointerdown", "focusin", "click"]) {
  document.addEventListener(event, ({ target }) => {
    const link = target.closest?.(":is(.switcher, .offer) a[data-language]");
    if (link) link.hash = location.hash;
  });
}

// A menu that stays open over the text is in the way, so a click elsewhere or Escape closes it.
const switcher = document.querySelector("details.switcher");
if (switcher) {
  document.addEventListener("click", (event) => {
    if (switcher.open && !switcher.contains(event.target)) switcher.open = false;
  });
  switcher.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !switcher.open) return;
    switcher.open = false;
    // The focus returns to the button, because its old place has just disappeared.
    switcher.querySelector("summary").focus();
  });
}

// Where the style sheet unfolds the columns, they get the attribute as well: browsers without ::details-content show nothing
// otherwise, and tools of readers take what is in a folded part for out of reach.
for (const fold of document.querySelectorAll("details[data-unfold]")) {
  const wide = matchMedia(`(min-width: ${fold.dataset.unfold})`);
  const follow = () => {
    fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
}

// In a long navigation the current entry may lie below the edge of the column.
const column = document.querySelector(".sidebar > .fold");
const current = column?.querySelector('[aria-current="page"]');
if (current && column.scrollHeight > column.clientHeight) {
  // The column is scrolled by number, because scrollIntoView would move the page as well.
  const offset = current.getBoundingClientRect().top - column.getBoundingClientRect().top;
  if (offset > column.clientHeight * 0.8) column.scrollTop = offset - column.clientHeight / 3;
}
