import { bubbleOf } from "./bubble.js";
import { setOpen } from "./buttons.js";
import { element } from "./dom.js";
import { openQuestions } from "./messages.js";
import { texts } from "./texts.js";
import { dayName, startOfDay } from "./times.js";

/**
 * Draws the messages. What did not change keeps its element, so screen readers hear only what is new.
 *
 * @param {HTMLElement} log
 * @param {() => Date} clock
 * @param {{ choose: (said: object) => void, sayAgain: (id: string) => void }} on
 */
export function createTranscript(log, clock, on) {
  /** @type {Map<string, { message: import("./messages.js").Message, drawn: HTMLElement }>} */
  let known = new Map();
  log.setAttribute("aria-label", texts.logLabel);

  function bubble(message) {
    const old = known.get(message.key);
    if (old && looksSame(old.message, message)) return old.drawn;
    return bubbleOf(message, on);
  }

  return {
    /** @param {import("./messages.js").Message[]} messages */
    draw(messages) {
      const open = openQuestions(messages);
      const next = new Map();
      const shown = [];
      for (const [index, message] of messages.entries()) {
        if (startsDay(messages[index - 1], message)) shown.push(dayLine(known, next, message, clock()));
        const drawn = bubble(message);
        drawn.dataset.delivery = message.delivery;
        setOpen(drawn, open.has(message.key));
        next.set(message.key, { message, drawn });
        shown.push(drawn);
      }
      known = next;
      place(log, shown);
    },
    /** After this, additions are read out. */
    settle() {
      log.setAttribute("aria-busy", "false");
    },
  };
}

function looksSame(one, other) {
  const seen = ({ text, delivery, error, image, attachment, choices, parts }) =>
    JSON.stringify([text, delivery === "sending" ? "settled" : delivery, error, image, attachment, choices, parts]);
  return one === other || seen(one) === seen(other);
}

function startsDay(before, message) {
  return !before || startOfDay(before.at) !== startOfDay(message.at);
}

function dayLine(known, next, message, now) {
  const key = `day|${startOfDay(message.at)}`;
  const drawn = known.get(key)?.drawn ?? element("p", { className: "day" });
  const name = dayName(message.at, now);
  if (drawn.textContent !== name) drawn.textContent = name;
  next.set(key, { message, drawn });
  return drawn;
}

/** Brings the children of `log` to exactly `shown`, touching only those that differ. */
function place(log, shown) {
  const wanted = new Set(shown);
  for (const child of [...log.children]) if (!wanted.has(child)) child.remove();
  shown.forEach((drawn, index) => {
    if (log.children[index] !== drawn) log.insertBefore(drawn, log.children[index] ?? null);
  });
}
