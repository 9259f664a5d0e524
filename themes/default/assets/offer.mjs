// Offers the page in the reader's own language where the site has it in that language. Nobody is sent there unasked.

import { best } from "./match.mjs";
import { read, remembered, write } from "./theme.mjs";

const KEY = "diglot:declined";

const links = [...document.querySelectorAll(".switcher a[data-language]")];
const shown = links.find((link) => link.hasAttribute("aria-current"));
const declined = (read(KEY) ?? "").split("\n").filter(Boolean);

/** A line at the lower edge, where it moves nothing; it comes early in the page, so that the keyboard finds it. */
function offer(link) {
  const { offer: text, decline, language } = link.dataset;
  const bar = document.createElement("aside");
  bar.className = "offer";
  bar.lang = link.lang;
  bar.dir = link.dir;
  bar.ariaLabel = text;
  const there = document.createElement("a");
  there.href = link.href;
  there.hreflang = link.hreflang;
  there.textContent = text;
  // Who follows it has chosen the language, as in the switcher.
  there.dataset.language = language;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = decline;
  button.addEventListener("click", () => {
    write(KEY, [...declined, language].join("\n"));
    bar.remove();
    // The focus would be lost with the button.
    document.querySelector("main").focus({ preventScroll: true });
  });
  bar.append(there, button);
  const skip = document.querySelector(".skip-link");
  if (skip) skip.after(bar);
  else document.body.prepend(bar);
}

const choice = remembered();
const wanted = choice ? [choice] : (navigator.languages ?? [navigator.language]);
const found = best(links.filter((link) => link === shown || link.dataset.offer), wanted);
if (found && found !== shown && !declined.includes(found.dataset.language)) offer(found);
