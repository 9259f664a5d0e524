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

// Leads to a place in the editor, by the address that the preview was told.
export function editor({ folder, address }, { file, line, column }) {
  const whole = /^([A-Za-z]:)?[/]/.test(file) ? file : `${folder}/${file}`;
  const place = { file: encodeURI(whole.startsWith("/") ? whole : `/${whole}`), line, column };
  return address.replace(/\{(file|line|column)\}/g, (_, name) => place[name]);
}
