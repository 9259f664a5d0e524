// Puts a button on each block of code that copies it.

const { copy, copied } = document.querySelector("script[data-copy]").dataset;
const SHAPES = {
  copy: "M7 7h9v10H7zM4 13V3h9",
  copied: "M4 10.5l4 4 8-9",
};
/** How long a button shows that it has copied, in milliseconds. */
const SHOWN = 2000;

/** Speaks to those who do not see the sign change. */
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.querySelector("main").append(status);

/** A sign of two strokes. */
function icon() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 20 20", width: 20, height: 20, fill: "none", stroke: "currentColor", "stroke-width": 1.4, "aria-hidden": true,
  })) svg.setAttribute(name, value);
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", SHAPES.copy);
  svg.append(path);
  return svg;
}

/** Whether the text is on the clipboard now. Without a clipboard it stands selected, for readers to copy it. */
async function put(code) {
  try {
    await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return false;
  }
}

for (const block of document.querySelectorAll(".code:has(> pre > code)")) {
  const button = document.createElement("button");
  button.type = "button";
  button.title = copy;
  button.ariaLabel = copy;
  button.append(icon());
  const path = button.querySelector("path");
  let timer;
  button.addEventListener("click", async () => {
    status.textContent = "";
    if (!(await put(block.querySelector("code")))) return;
    status.textContent = copied;
    path.setAttribute("d", SHAPES.copied);
    clearTimeout(timer);
    timer = setTimeout(() => {
      path.setAttribute("d", SHAPES.copy);
      status.textContent = "";
    }, SHOWN);
  });
  block.append(button);
}
