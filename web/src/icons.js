const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  send: "M12 19V5M5.5 11.5 12 5l6.5 6.5",
  elsewhere: "M9 6H6a1.5 1.5 0 0 0-1.5 1.5v10A1.5 1.5 0 0 0 6 19h10a1.5 1.5 0 0 0 1.5-1.5v-3M13 4.5h6.5V11M19 5l-8.5 8.5",
  down: "M12 5v14M5.5 12.5 12 19l6.5-6.5",
  chat: "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 17h-7.5L7 20.5V17H5a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 5 5ZM8 9.5h8M8 12.8h5",
  close: "M6 6l12 12M18 6 6 18",
  fresh: "M19 12.5V18a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18V7a1.5 1.5 0 0 1 1.5-1.5H12M10 14l.6-2.9 7.3-7.3 2.3 2.3-7.3 7.3Z",
  people: "M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 19.5a7 7 0 0 1 14 0",
  place: "M12 21s6.5-6.2 6.5-11a6.5 6.5 0 0 0-13 0c0 4.8 6.5 11 6.5 11ZM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z",
  video: "M4.5 7h9.5v10H4.5ZM14 10.8l5.5-3.3v9L14 13.2",
  download: "M12 4.5v10M7.5 10.5 12 15l4.5-4.5M5 19.5h14",
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
