import { asks, choicesBeside, readParts, wordsBeside } from "./parts.js";

/**
 * What a message is, and the rules about lists of them. No browser needed here.
 *
 * @typedef {{ title: string, payload: string } | { title: string, url: string }} Choice
 * @typedef {"waiting" | "sending" | "failed" | "settled"} Delivery
 *   waiting: written while there was no connection; sending: on its way, no acknowledgement yet;
 *   failed: known or feared not to have arrived; settled: the server has it.
 * @typedef {object} Message
 * @property {string} key        tells messages apart on the page
 * @property {string} [id]       given by this page to what the person sends; the same on every attempt
 * @property {"user" | "bot"} from
 * @property {string} text
 * @property {string} [payload]  what a pressed button sends in place of its title
 * @property {string} [words]    what of the text is shown: the rest stands in the parts
 * @property {Choice[]} choices
 * @property {import("./parts.js").Part[]} parts
 * @property {string} [image]
 * @property {string} [attachment]
 * @property {Date} at
 * @property {Delivery} delivery
 * @property {string} [error]    why it failed, one sentence
 */

/** The server's limit on one message, in characters. */
export const MAX_LENGTH = 4000;

/** After so long the person has gone on without it: what they wrote is not sent behind their back. As the server's. */
const TOO_LATE = 15 * 60 * 1000;

/** How far the clocks of browser and server may disagree, in milliseconds. */
const CLOCK_TOLERANCE = 2 * 60 * 1000;

/**
 * @param {object} raw one entry of `history`, `bot_uttered` or `user_echo`
 * @param {"user" | "bot"} from
 * @param {Date} now used when the server gave no time
 * @returns {Message | null} null when there is nothing to show
 */
export function fromServer(raw, from, now) {
  const text = typeof raw?.text === "string" ? raw.text : "";
  const parts = from === "bot" ? readParts(raw?.custom) : [];
  const choices = from === "bot" ? choicesBeside(readChoices(raw?.buttons), parts) : [];
  const image = asAddress(raw?.image);
  const attachment = asAddress(raw?.attachment);
  if (!text && !choices.length && !parts.length && !image && !attachment) return null;
  const at = readTime(raw.at) ?? now;
  const id = typeof raw.id === "string" ? raw.id : undefined;
  const key = id ?? `${from}|${at.toISOString()}|${text}`;
  const words = wordsBeside(text, parts);
  return { key, id, from, text, words, choices, parts, image, attachment, at, delivery: "settled" };
}

/**
 * @param {{ text: string, payload?: string }} said
 * @param {string} id
 * @param {Date} now
 * @returns {Message}
 */
export function fromPerson({ text, payload }, id, now) {
  return { key: id, id, from: "user", text, payload, choices: [], parts: [], at: now, delivery: "waiting" };
}

/**
 * The transcript after a (re)connection: what the server remembers, then what it has not got yet. Whatever was on its
 * way when the connection broke and is not remembered goes out again: under its id the server works it once.
 *
 * @param {Message[]} remembered
 * @param {Message[]} shown
 * @param {Date} now
 * @param {string} late the sentence for what waited for too long
 * @returns {Message[]}
 */
export function afterReconnect(remembered, shown, now, late) {
  const arrived = remembered.filter((message) => message.from === "user");
  const open = [];
  for (const message of shown.filter((one) => one.delivery !== "settled")) {
    const index = arrived.findIndex((one) => isSame(one, message));
    if (index >= 0) arrived.splice(index, 1);
    else open.push(message.delivery === "failed" ? message : unsent(message, now, late));
  }
  return withDistinctKeys([...remembered, ...open]);
}

function unsent(message, now, late) {
  const isLate = now.getTime() - message.at.getTime() > TOO_LATE;
  return isLate ? { ...message, delivery: "failed", error: late } : { ...message, delivery: "waiting" };
}

function isSame(remembered, local) {
  if (remembered.id) return remembered.id === local.id;
  return remembered.text === local.text && remembered.at.getTime() >= local.at.getTime() - CLOCK_TOLERANCE;
}

/** @param {Message[]} messages */
export function withDistinctKeys(messages) {
  const seen = new Map();
  return messages.map((message) => {
    const count = (seen.get(message.key) ?? 0) + 1;
    seen.set(message.key, count);
    return count === 1 ? message : { ...message, key: `${message.key}|${count}` };
  });
}

/**
 * The keys of messages whose answers can still be chosen: the newest question, until the person says something.
 * A plain sentence of the bot after it, such as a reminder, takes nothing away. What failed to be sent was not said.
 *
 * @param {Message[]} messages
 * @returns {Set<string>}
 */
export function openQuestions(messages) {
  for (const message of [...messages].reverse()) {
    if (message.from === "user" && message.delivery !== "failed") break;
    if (message.choices.some((choice) => "payload" in choice) || message.parts.some(asks)) return new Set([message.key]);
  }
  return new Set();
}

/** @param {string} text */
export function lengthOf(text) {
  // Characters as the server counts them: an emoji outside the basic plane is one, not two.
  return [...text].length;
}

function readChoices(raw) {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((button) => {
    if (typeof button?.title !== "string") return [];
    if (button.type === "web_url") return typeof button.url === "string" ? [{ title: button.title, url: button.url }] : [];
    return typeof button.payload === "string" ? [{ title: button.title, payload: button.payload }] : [];
  });
}

/** Rasa sends either the address or `{type, payload: {src}}`. */
function asAddress(raw) {
  const value = typeof raw === "string" ? raw : raw?.payload?.src;
  return typeof value === "string" && value ? value : undefined;
}

function readTime(raw) {
  const at = new Date(raw ?? NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}
