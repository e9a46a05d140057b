import { element, spoken } from "./dom.js";
import { icon } from "./icons.js";
import { safeUrl } from "./links.js";
import { texts } from "./texts.js";

/**
 * Events as an agenda: a heading for each day, a card for each event.
 *
 * @param {import("./parts.js").Events} part
 * @param {(said: { text: string, payload: string }) => void} onChoose
 * @returns {HTMLElement}
 */
export function agendaOf({ cards }, onChoose) {
  const days = [];
  for (const card of cards) {
    if (days.at(-1)?.name !== card.day) days.push({ name: card.day, cards: [] });
    days.at(-1).cards.push(card);
  }
  return element("div", { className: "agenda" }, ...days.map((day) => drawDay(day, onChoose)));
}

function drawDay({ name, cards }, onChoose) {
  const list = element("ul", { className: "cards" }, ...cards.map((card) => drawCard(card, onChoose)));
  return element("section", { className: "day-of-agenda" }, element("h2", { className: "date" }, name), list);
}

function drawCard(card, onChoose) {
  const time = element("time", { className: "hours", dateTime: card.start, title: card.when }, card.hours);
  const zone = card.zone && element("span", { className: "zone" }, ` ${card.zone}`);
  return element(
    "li",
    { className: card.cancelled ? "card cancelled" : "card" },
    element("p", { className: "card-when" }, time, zone),
    element("h3", { className: "card-title", dir: "auto" }, card.title),
    line("people", card.people),
    line("place", card.place),
    line("warning", card.status),
    actionsOf(card, onChoose),
  );
}

function line(sign, words) {
  return words && element("p", { className: "card-line" }, icon(sign), element("span", { dir: "auto" }, words));
}

function actionsOf(card, onChoose) {
  const ways = card.actions.map((action) => actionButton(card, action, onChoose));
  const all = [joinLink(card), ...ways].filter(Boolean);
  return all.length > 0 && element("p", { className: "card-actions" }, ...all);
}

/** What is pressed stands in the transcript: with the event's name, since the card alone tells which one. */
function actionButton(card, { title, payload }, onChoose) {
  const button = element("button", { type: "button", className: "act" }, title, spoken(`: ${card.title}, ${card.when}`));
  button.addEventListener("click", () => onChoose({ text: `${title}: ${card.title}`.slice(0, 200), payload }));
  return button;
}

function joinLink(card) {
  const href = !card.cancelled && safeUrl(card.join);
  const label = [icon("video"), texts.join, spoken(` ${card.title} (${texts.opensElsewhere})`)];
  return href && element("a", { className: "act join", href, target: "_blank", rel: "noopener noreferrer" }, ...label);
}
