import { element } from "./dom.js";
import { texts } from "./texts.js";

/**
 * What stands in an empty transcript: a greeting and ways to begin.
 *
 * @param {HTMLElement} place
 * @param {(text: string) => void} onStart
 */
export function createWelcome(place, onStart) {
  const starters = texts.starters.map((text) => {
    const chip = element("button", { type: "button", className: "starter" }, text);
    chip.addEventListener("click", () => onStart(text));
    return chip;
  });
  const group = element("div", { className: "starters" }, ...starters);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", texts.startersLabel);
  place.append(
    element("img", { src: "./mark.svg", alt: "", width: 56, height: 56 }),
    element("h2", {}, texts.welcomeTitle),
    element("p", {}, texts.welcomeText),
    group,
  );

  return {
    /** @param {boolean} isShown */
    show(isShown) {
      place.hidden = !isShown;
    },
  };
}
