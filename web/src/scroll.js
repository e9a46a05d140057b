import { icon } from "./icons.js";
import { texts } from "./texts.js";

/** Within this many pixels of the end, the person is reading along. */
const NEAR = 80;

/**
 * Keeps the newest message in view for whoever reads along, and leaves in peace who scrolled back.
 *
 * @param {HTMLElement} scroller
 * @param {HTMLButtonElement} latest the button that leads back to the end
 */
export function createScroll(scroller, latest) {
  let follows = true;
  latest.append(icon("down"), texts.latest);

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    follows = true;
    latest.hidden = true;
  }

  scroller.addEventListener("scroll", () => {
    follows = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    if (follows) latest.hidden = true;
  });
  latest.addEventListener("click", toEnd);
  // The on-screen keyboard or a growing composer takes room away from below.
  new ResizeObserver(() => follows && toEnd()).observe(scroller);

  return {
    toEnd,
    /** Call after something was added. */
    follow() {
      if (follows) toEnd();
      else latest.hidden = false;
    },
  };
}
