import { element, spoken } from "./dom.js";
import { texts } from "./texts.js";

/** Times of a day that are shown before "more". */
const FIRST = 6;
let made = 0;

/**
 * Free times to choose from: days across, times down. Tab leads in and out, the arrow keys move inside.
 *
 * @param {import("./parts.js").Openings} part
 * @param {(said: { text: string, payload: string }) => void} onChoose
 * @returns {HTMLElement}
 */
export function pickerOf({ days, zone }, onChoose) {
  const hint = element("p", { className: "spoken", id: `picker-${(made += 1)}` }, texts.pickerHint);
  const columns = days.map((day) => columnOf(day, onChoose));
  const strip = element("div", { className: "days" }, ...columns);
  const head = zone && element("p", { className: "picker-zone" }, texts.timesIn(zone));
  const picker = element("fieldset", { className: "picker" }, spokenLegend(), hint, head, strip);
  picker.dataset.answer = "";
  picker.setAttribute("aria-describedby", hint.id);
  const most = Math.max(...days.map((day) => day.times.length));
  if (most > FIRST) picker.append(moreButton(picker));
  moveByArrows(picker, columns);
  return picker;
}

function spokenLegend() {
  return element("legend", { className: "spoken" }, texts.pickerLabel);
}

function columnOf({ title, times }, onChoose) {
  const buttons = times.map(({ title: hour, payload }, place) => {
    const button = element("button", { type: "button", className: "time" }, hour, spoken(`, ${title}`));
    button.classList.toggle("further", place >= FIRST);
    button.addEventListener("click", () => onChoose({ text: `${title}, ${hour}`, payload }));
    return button;
  });
  const name = element("p", { className: "picker-day" }, title);
  return element("div", { className: "column" }, name, ...buttons);
}

function moreButton(picker) {
  const button = element("button", { type: "button", className: "again more" }, texts.moreTimes);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const isOpen = picker.classList.toggle("whole");
    button.textContent = isOpen ? texts.fewerTimes : texts.moreTimes;
    button.setAttribute("aria-expanded", String(isOpen));
  });
  return button;
}

/** One stop for Tab, as in a grid (WAI-ARIA Authoring Practices, "Keyboard Navigation Inside Components"). */
function moveByArrows(picker, columns) {
  const grid = () => columns.map((column) => [...column.querySelectorAll(".time")].filter((one) => isShown(picker, one)));
  for (const button of picker.querySelectorAll(".time")) button.tabIndex = -1;
  picker.querySelector(".time").tabIndex = 0;

  picker.addEventListener("keydown", (event) => {
    const times = grid();
    const column = times.findIndex((one) => one.includes(event.target));
    if (column < 0) return;
    const next = neighbour(times, column, times[column].indexOf(event.target), event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  picker.addEventListener("focusin", ({ target }) => {
    if (!target.classList.contains("time")) return;
    for (const one of picker.querySelectorAll('.time[tabindex="0"]')) one.tabIndex = -1;
    target.tabIndex = 0;
  });
}

function isShown(picker, button) {
  return picker.classList.contains("whole") || !button.classList.contains("further");
}

function neighbour(times, column, row, key) {
  const at = (across, down) => times[across]?.[Math.min(down, times[across].length - 1)];
  switch (key) {
    case "ArrowDown":
      return times[column][row + 1];
    case "ArrowUp":
      return times[column][row - 1];
    case "ArrowRight":
      return at(column + 1, row);
    case "ArrowLeft":
      return at(column - 1, row);
    case "Home":
      return times[column][0];
    case "End":
      return times[column].at(-1);
    default:
      return undefined;
  }
}
