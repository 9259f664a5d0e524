// Elements of what the preview shows. Texts are texts, and never HTML.

export function element(name, text, more = {}, ...children) {
  const { attributes = {}, ...properties } = more;
  const made = Object.assign(document.createElement(name), properties);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) if (value != null) made.setAttribute(key, value);
  made.append(...children.filter(Boolean));
  return made;
}

export const count = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

// Leads to a place in the editor.
export function editor(folder, { file, line, column }) {
  const path = file.startsWith("/") ? file : `${folder}/${file}`;
  return `vscode://file${path}:${line}:${column}`;
}
