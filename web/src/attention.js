import { texts } from "./texts.js";

/**
 * Counts what arrived while the person looked elsewhere: in the tab's title, and for the site around a frame.
 *
 * @param {{ tell: (count: number) => void, seen: { get: () => string | null, set: (at: string) => void } }} outside
 *   `seen` keeps the time of the newest message that was seen
 * @param {boolean} isShown whether the chat itself is in view as soon as its tab is
 */
export function createAttention({ tell, seen }, isShown) {
  let missed = 0;
  let newest = null;

  function show() {
    document.title = missed ? `(${missed}) ${texts.name}` : texts.name;
    tell(missed);
  }

  function isLooking() {
    return isShown && !document.hidden;
  }

  function look() {
    if (!isLooking()) return;
    if (newest) seen.set(newest);
    if (missed === 0) return;
    missed = 0;
    show();
  }

  document.addEventListener("visibilitychange", look);

  return {
    /** Call when the bot said something new. */
    notice(at) {
      newest = at.toISOString();
      if (isLooking()) seen.set(newest);
      else {
        missed += 1;
        show();
      }
    },
    /** Call with everything that was said so far. */
    review(messages) {
      const said = messages.filter((message) => message.from === "bot").map((message) => message.at.toISOString());
      newest = said.at(-1) ?? null;
      const last = seen.get();
      if (!isLooking() && last) missed = said.filter((at) => at > last).length;
      show();
      look();
    },
    setShown(shown) {
      isShown = shown;
      look();
    },
  };
}
