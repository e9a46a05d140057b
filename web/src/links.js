/**
 * Which addresses may become links, and where they sit in a text.
 * Only http and https pass: a `javascript:` or `data:` address is shown as the plain text it is.
 */

const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`]+/gi;
const SENTENCE_END = /[.,;:!?…*_]+$/;
const PAIRS = { ")": "(", "]": "[", "}": "{" };

/**
 * @param {unknown} value an address, absolute or relative to `base`
 * @param {string} [base]
 * @returns {string | null} the full http(s) address, or null when it may not be a link
 */
export function safeUrl(value, base) {
  if (typeof value !== "string" || value.trim() === "") return null;
  try {
    const url = new URL(value, base);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @returns {{ text: string, href?: string }[]} the whole text in order, its addresses marked with `href`
 */
export function splitLinks(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const shown = withoutTrailingMarks(match[0]);
    const href = safeUrl(shown);
    if (!href) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** Drops the punctuation of the sentence around an address, but keeps brackets the address itself opened. */
function withoutTrailingMarks(address) {
  let kept = address.replace(SENTENCE_END, "");
  while (kept && unopened(kept)) kept = kept.slice(0, -1).replace(SENTENCE_END, "");
  return kept;
}

function unopened(address) {
  const closing = address.at(-1);
  const opening = PAIRS[closing];
  return opening !== undefined && address.split(closing).length > address.split(opening).length;
}
