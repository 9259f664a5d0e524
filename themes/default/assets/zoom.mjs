// Shows pictures that are larger than their column in a window of their own.

const { enlarge, close: closing } = document.querySelector("script[data-enlarge]").dataset;

/** How much larger a picture must be, for it to be worth while. */
const WORTH = 1.2;

const dialog = document.createElement("dialog");
dialog.className = "zoom";
const button = document.createElement("button");
button.type = "button";
button.textContent = closing;
const large = document.createElement("img");
dialog.append(button, large);
document.body.append(dialog);
// The browser closes it at Escape, and gives the focus back to where it was.
dialog.addEventListener("click", () => dialog.close());

function show(src, alt) {
  // A picture that is on its way takes the place of the last one, which nobody should see meanwhile.
  large.removeAttribute("src");
  large.alt = alt;
  dialog.ariaLabel = alt || enlarge;
  large.src = src;
  dialog.showModal();
}

// A picture that leads to a larger one shows that.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.lightbox");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(link.href, link.querySelector("img")?.alt ?? link.textContent);
});

/** Puts a picture that is larger than its column into a button. */
function offer(image) {
  // What is hidden, or not here yet, has no size; it is told again once it has one.
  if (image.closest("button") || !image.width || image.naturalWidth < image.width * WORTH) return;
  sizes.unobserve(image);
  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = "zoom-in";
  opener.title = enlarge;
  opener.ariaLabel = image.alt ? `${enlarge}: ${image.alt}` : enlarge;
  opener.ariaHasPopup = "dialog";
  opener.addEventListener("click", () => show(image.currentSrc, image.alt));
  image.before(opener);
  opener.append(image);
}

const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => offer(target)));
for (const image of document.querySelectorAll("article img")) {
  if (image.closest("a, button, summary")) continue;
  sizes.observe(image);
  // Its room was there before it was, so that its coming changes no size.
  image.addEventListener("load", () => offer(image));
}
