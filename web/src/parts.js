/**
 * The parts of a message beyond its words and buttons, as docs/channels.md describes them. No browser needed here.
 *
 * @typedef {{ title: string, payload: string }} Action
 * @typedef {{ title: string, when: string, day: string, hours: string, zone: string, start: string, status: string,
 *   place: string, people: string, join: string, cancelled: boolean, actions: Action[] }} Card
 * @typedef {{ type: "events", cards: Card[] }} Events
 * @typedef {{ type: "openings", zone: string, days: { title: string, times: Action[] }[] }} Openings
 * @typedef {{ name: string, label: string, kind: "text" | "email", own: boolean }} Field
 * @typedef {{ type: "form", fields: Field[], sends: string, submit: string }} Form
 * @typedef {(Events | Openings | Form) & { insteadOf: string[] }} Part
 */

const READERS = { events: readEvents, openings: readOpenings, form: readForm };

/**
 * @param {unknown} custom what stands in a message's `custom`
 * @returns {Part[]} the parts that are known here and whole; the words of the others stand in the text
 */
export function readParts(custom) {
  return listOf(custom?.parts).flatMap((raw) => {
    const part = Object.hasOwn(READERS, raw?.type) ? READERS[raw.type](raw) : null;
    return part ? [{ ...part, type: raw.type, insteadOf: listOf(raw.instead_of).filter(isText) }] : [];
  });
}

/** The text without the lines that the parts show. */
export function wordsBeside(text, parts) {
  const shown = parts.flatMap((part) => part.insteadOf);
  if (!shown.length) return text;
  const lines = text.split("\n").filter((line) => !shown.some((words) => line.includes(words)));
  return lines.join("\n");
}

/** The choices without those that the parts offer. */
export function choicesBeside(choices, parts) {
  const offered = new Set(parts.flatMap(payloadsOf));
  return choices.filter((choice) => !offered.has(choice.payload));
}

/** Whether a part asks for an answer, which is over with the question. */
export function asks(part) {
  return part.type === "openings" || part.type === "form";
}

/** What is said by a filled-in form. */
export function filledIn(form, values) {
  return form.sends.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name].trim() : whole));
}

function payloadsOf(part) {
  if (part.type === "events") return part.cards.flatMap((card) => card.actions.map((action) => action.payload));
  if (part.type !== "openings") return [];
  return part.days.flatMap((day) => [day.payload, ...day.times.map((time) => time.payload)]);
}

function readEvents(raw) {
  const cards = listOf(raw.cards).filter((card) => isText(card?.title) && isText(card.when));
  return cards.length ? { cards: cards.map(readCard) } : null;
}

function readCard(raw) {
  const words = ["title", "when", "day", "hours", "zone", "start", "status", "place", "people", "join"];
  const card = Object.fromEntries(words.map((name) => [name, isText(raw[name]) ? raw[name] : ""]));
  return { ...card, cancelled: raw.cancelled === true, actions: listOf(raw.actions).filter(isAction) };
}

function readOpenings(raw) {
  const days = listOf(raw.days).flatMap((day) => {
    const times = listOf(day?.times).filter(isAction);
    return isText(day?.title) && times.length ? [{ title: day.title, payload: day.payload, times }] : [];
  });
  return days.length ? { days, zone: isText(raw.zone) ? raw.zone : "" } : null;
}

function readForm(raw) {
  const fields = listOf(raw.fields).filter((field) => isText(field?.name) && isText(field.label));
  if (!fields.length || !isText(raw.sends) || !isText(raw.submit)) return null;
  const known = ({ name, label, kind, own }) => ({ name, label, kind: kind === "email" ? "email" : "text", own: own === true });
  return { fields: fields.map(known), sends: raw.sends, submit: raw.submit };
}

function listOf(value) {
  return Array.isArray(value) ? value : [];
}

function isText(value) {
  return typeof value === "string" && value !== "";
}

function isAction(value) {
  return isText(value?.title) && isText(value.payload);
}
