import { paletteOf, readColour } from "./colours.js";

/**
 * Wears the site's colour, and light or dark where the site decides that.
 *
 * @param {{ accent?: string | null, theme?: string | null }} wishes
 */
export function wear({ accent, theme }) {
  const root = document.documentElement;
  const darkness = window.matchMedia("(prefers-color-scheme: dark)");
  const isForced = theme === "light" || theme === "dark";
  if (isForced) force(theme);
  const colour = readColour(accent);
  if (!colour) return;

  function paint() {
    const palette = paletteOf(colour, isForced ? theme === "dark" : darkness.matches);
    for (const [name, value] of Object.entries(palette)) root.style.setProperty(name, value);
  }
  paint();
  darkness.addEventListener("change", paint);
}

/** The dark colours stand behind a media query, which is made to hold always or never. */
function force(theme) {
  document.documentElement.style.colorScheme = theme;
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule.media?.mediaText.includes("prefers-color-scheme: dark")) rule.media.mediaText = theme === "dark" ? "all" : "not all";
    }
  }
}
