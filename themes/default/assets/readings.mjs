// Remembers how a reader likes to read translations, and shows the original of a text to a mouse that rests on its button.

const key = "diglot-reading";
const rest = 250;
const choices = [...document.querySelectorAll(".readings input")];

/** What was chosen before; browsers may keep nothing. */
function remembered() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const known = choices.find((choice) => choice.value === remembered());
if (known) known.checked = true;

for (const choice of choices) {
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(key, choice.value);
    } catch {
      // It holds for this page alone.
    }
  });
}

let waiting;

/** Shows or hides an original after a moment, unless the mouse goes elsewhere. */
function soon(act) {
  clearTimeout(waiting);
  waiting = setTimeout(act, rest);
}

for (const button of document.querySelectorAll(".original-button")) {
  const original = document.getElementById(button.getAttribute("popovertarget"));
  if (!original?.showPopover) continue;
  const show = () => original.matches(":popover-open") || original.showPopover();
  const hide = () => original.matches(":popover-open") && original.hidePopover();
  button.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && soon(show));
  button.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && soon(hide));
  original.addEventListener("pointerenter", () => clearTimeout(waiting));
  original.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && soon(hide));
}
