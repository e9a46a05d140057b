/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] set as properties, so nothing is ever parsed as markup
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter(Boolean));
  return made;
}

/** @param {string} id */
export function byId(id) {
  return document.getElementById(id);
}

/** Text for screen readers only. */
export function spoken(text) {
  return element("span", { className: "spoken" }, text);
}

/** True where a keyboard is likely at hand, so that moving the focus opens no on-screen keyboard over the chat. */
export function hasKeyboard() {
  return window.matchMedia("(hover: hover) and (pointer: fine)").matches;
}
