import { spoken } from "./dom.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

/** Within this many pixels of the end, the person is reading along. */
const NEAR = 80;
/** Room above what the person said, in pixels. */
const ABOVE = 12;

/**
 * Keeps what is new in view for whoever reads along, and leaves in peace who scrolled back.
 *
 * @param {HTMLElement} scroller
 * @param {HTMLButtonElement} latest the button that leads to the end
 */
export function createScroll(scroller, latest) {
  let follows = true;
  let put = 0;
  latest.append(icon("down"), spoken(texts.latest));
  latest.title = texts.latest;

  function place(top) {
    scroller.scrollTop = top;
    put = scroller.scrollTop;
    follows = true;
    latest.hidden = isNearEnd();
  }

  function isNearEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  }

  /** What the person said last; after a sign-in, what came of it, since the question may be far above. */
  function beginning() {
    const messages = [...scroller.querySelectorAll(".message")];
    const said = messages.findLastIndex((one) => one.dataset.from === "user");
    const link = messages.findLastIndex((one) => one.querySelector("a.go"));
    return (link > said && messages[link + 1]) || messages[said];
  }

  /** To the end, but never past the beginning of what is new: a long answer is read from there. */
  function toReading() {
    const said = beginning();
    const above = said ? said.getBoundingClientRect().top - scroller.getBoundingClientRect().top - ABOVE : Infinity;
    place(Math.min(scroller.scrollHeight - scroller.clientHeight, scroller.scrollTop + above));
  }

  scroller.addEventListener("scroll", () => {
    if (Math.abs(scroller.scrollTop - put) < 2) return;
    follows = isNearEnd();
    if (follows) latest.hidden = true;
  });
  latest.addEventListener("click", () => place(scroller.scrollHeight));
  // The on-screen keyboard or a growing composer takes room away from below.
  new ResizeObserver(() => follows && toReading()).observe(scroller);

  return {
    toEnd: () => place(scroller.scrollHeight),
    /** Call after something was added. */
    follow() {
      if (follows) toReading();
      else latest.hidden = false;
    },
  };
}
