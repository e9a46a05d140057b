import { texts } from "./texts.js";

const DAY = 24 * 60 * 60 * 1000;

/** English in the person's own spelling of dates; British where their browser speaks another language. */
function locale() {
  return /^en\b/.test(navigator.language) ? navigator.language : "en-GB";
}

/**
 * @param {Date} at
 * @returns {string} day and time in the person's zone, with the zone's name
 */
export function fullTime(at) {
  return new Intl.DateTimeFormat(locale(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
}

/**
 * @param {Date} at
 * @param {Date} now
 * @returns {string} "Today", "Yesterday", or the date
 */
export function dayName(at, now) {
  const passed = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (passed === 0) return texts.today;
  if (passed === 1) return texts.yesterday;
  const year = at.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", year }).format(at);
}

/** @param {Date} at */
export function startOfDay(at) {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
