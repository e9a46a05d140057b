import { element } from "./dom.js";
import { splitLinks } from "./links.js";

/** "1. ", "2) ", "• " or "- " at the start of a line: the line is an entry of a list. */
const MARKER = /^\s*(?:\d{1,3}[.)]|[•–*-])\s+(?=\S)/;

/**
 * @param {string} text
 * @returns {DocumentFragment} the text as it was written, line by line, with its addresses as links
 */
export function prose(text) {
  const lines = document.createDocumentFragment();
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    if (lines.hasChildNodes()) lines.append("\n");
    lines.append(drawLine(line));
  }
  return lines;
}

function drawLine(line) {
  if (line.trim() === "") return element("div", { className: "line blank" }, element("br"));
  const marker = line.match(MARKER)?.[0];
  if (!marker) return element("div", { className: "line", dir: "auto" }, ...parts(line));
  const rest = parts(line.slice(marker.length));
  return element("div", { className: "line entry", dir: "auto" }, element("span", { className: "marker" }, marker), ...rest);
}

function parts(text) {
  return splitLinks(text).map((part) => (part.href ? link(part.href, part.text) : part.text));
}

/** @returns {HTMLElement} a link into a new tab that learns nothing about this page */
export function link(href, text) {
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
}
