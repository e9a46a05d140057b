const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  send: "M12 19V5M5.5 11.5 12 5l6.5 6.5",
  elsewhere: "M9 6H6a1.5 1.5 0 0 0-1.5 1.5v10A1.5 1.5 0 0 0 6 19h10a1.5 1.5 0 0 0 1.5-1.5v-3M13 4.5h6.5V11M19 5l-8.5 8.5",
  down: "M12 5v14M5.5 12.5 12 19l6.5-6.5",
  warning: "M12 8v5M12 16.4v.1M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
};

/**
 * @param {keyof typeof PATHS} name
 * @returns {SVGElement} a line drawing in the colour of the text around it, silent for screen readers
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
