import { texts } from "./texts.js";

/** Counts in the tab's title what arrived while the person looked elsewhere. */
export function createAttention() {
  let missed = 0;

  function show() {
    document.title = missed ? `(${missed}) ${texts.name}` : texts.name;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    missed = 0;
    show();
  });

  return {
    /** Call when the bot said something. */
    notice() {
      if (!document.hidden) return;
      missed += 1;
      show();
    },
  };
}
