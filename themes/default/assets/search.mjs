// The way into the search: a button and the key `/`. Whatever searches is loaded when somebody opens it.

const button = document.querySelector(".search-open");

let dialog;
async function open() {
  // A failed load is tried again the next time.
  dialog ??= import("./search-dialog.mjs").then(({ create }) => create(new URL(button.dataset.search, location.href)));
  dialog.catch(() => (dialog = undefined));
  (await dialog).open();
}

/** Whether what is typed goes into the text of a field. */
function isTyping(target) {
  return target.isContentEditable || target.matches?.("input:not([type=checkbox], [type=radio]), select, textarea");
}

if (button) {
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
}

// Whoever comes from a result is shown where the words are.
if (new URLSearchParams(location.search).has("highlight")) import("./search-marks.mjs");
