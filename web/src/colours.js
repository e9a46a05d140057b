/**
 * A site's own colour, made to be read: whatever it is, text on it and in it keeps WCAG 2.2's contrast (1.4.3).
 *
 * @typedef {[number, number, number]} Colour red, green, blue, 0 to 255
 */

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const READABLE = 4.5;
const STEP = 0.04;
// As in palette.css: paper is a little darker than the surface by light, and a little darker by dark.
const LIGHT = { paper: [247, 244, 238], surface: WHITE };
const DARK = { paper: [17, 25, 27], surface: [27, 37, 40] };

/** @returns {Colour | null} the colour in a text such as `#0f6661` or `#fa0` */
export function readColour(text) {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text ?? "");
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text ?? "");
  if (short) return short.slice(1).map((digit) => Number.parseInt(digit + digit, 16));
  return long ? long.slice(1).map((digits) => Number.parseInt(digits, 16)) : null;
}

/** @returns {string | null} the colour as it may stand under white text */
export function onLight(colour) {
  return colour && written(until(colour, BLACK, (one) => contrast(one, WHITE) >= READABLE));
}

/**
 * @param {Colour} colour
 * @param {boolean} isDark
 * @returns {Record<string, string>} the variables of palette.css that the colour changes
 */
export function paletteOf(colour, isDark) {
  const { paper, surface } = isDark ? DARK : LIGHT;
  const away = isDark ? WHITE : BLACK;
  const softOf = (one) => mixed(one, surface, isDark ? 0.82 : 0.88);
  const reads = (one) => [paper, surface, softOf(one)].every((back) => contrast(one, back) >= READABLE);
  const accent = until(colour, away, reads);
  const strong = mixed(accent, away, 0.2);
  const fill = until(isDark ? mixed(colour, paper, 0.25) : colour, BLACK, (one) => contrast(one, WHITE) >= READABLE);
  return {
    "--accent": written(accent),
    "--accent-strong": written(strong),
    "--on-accent": isDark ? written(mixed(accent, BLACK, 0.88)) : written(WHITE),
    "--accent-soft": written(softOf(accent)),
    "--accent-fill": written(fill),
    "--on-accent-fill": written(WHITE),
    "--focus": written(accent),
  };
}

export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The colour, moved towards another one only as far as it takes. */
function until(colour, towards, holds) {
  let share = 0;
  while (share < 1 && !holds(rounded(mixed(colour, towards, share)))) share += STEP;
  return rounded(mixed(colour, towards, Math.min(share, 1)));
}

function mixed(colour, other, share) {
  return colour.map((value, at) => value + (other[at] - value) * share);
}

function rounded(colour) {
  return colour.map(Math.round);
}

function written(colour) {
  return `#${rounded(colour).map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** WCAG 2.2, "relative luminance". */
function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
