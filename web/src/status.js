import { element, spoken } from "./dom.js";
import { texts } from "./texts.js";

/** A first connection that takes no longer than this needs no word, in milliseconds. */
const PATIENCE = 1500;
/** A typing sign that nobody took back goes away by itself, in milliseconds. */
const TYPING_AT_MOST = 60_000;

/**
 * The line above the composer that says when there is no connection.
 *
 * @param {HTMLElement} line
 */
export function createConnectionLine(line) {
  let timer = setTimeout(() => say(texts.connecting), PATIENCE);

  function say(words, ...more) {
    clearTimeout(timer);
    line.replaceChildren(words, ...more);
    line.hidden = words === "";
  }

  return {
    /** @param {"ready" | "lost" | "unreachable" | "refused" | "unknown"} state */
    set(state) {
      if (state === "ready") say("");
      if (state === "lost") say(texts.reconnecting);
      if (state === "unreachable") say(texts.unreachable);
      if (state === "refused") say(texts.refused, loadAgain());
      // The site's page is to be loaded again, not this one.
      if (state === "unknown") say(texts.unknown);
    },
  };
}

/** A fresh page gets a fresh cookie; that is what a refused page lacks. */
function loadAgain() {
  const button = element("button", { type: "button", className: "again" }, texts.loadAgain);
  button.addEventListener("click", () => location.reload());
  return button;
}

/**
 * Three dots while the bot works on its answer.
 *
 * @param {HTMLElement} place
 */
export function createTypingSign(place) {
  let timer;
  const dots = [1, 2, 3].map(() => element("span", { className: "dot" }));

  return {
    /** @param {boolean} isTyping */
    set(isTyping) {
      clearTimeout(timer);
      place.hidden = !isTyping;
      place.replaceChildren(...(isTyping ? [spoken(texts.typing), ...dots] : []));
      if (isTyping) timer = setTimeout(() => this.set(false), TYPING_AT_MOST);
    },
  };
}
