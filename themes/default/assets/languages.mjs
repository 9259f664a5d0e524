// Takes a visitor of the entrance page to the language chosen before, or to the best match for the browser's settings.

import { best } from "./match.mjs";
import { remembered } from "./theme.mjs";

const links = [...document.querySelectorAll(".language-list a[data-language]")];

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
    best(links, navigator.languages ?? [navigator.language]);
  // The entrance is replaced in the history, so that the back button does not bounce off it.
  if (link) location.replace(link.href);
}
