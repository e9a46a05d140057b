import { buttonsOf } from "./buttons.js";
import { agendaOf } from "./cards.js";
import { element, spoken } from "./dom.js";
import { fieldsOf } from "./fields.js";
import { icon } from "./icons.js";
import { safeUrl } from "./links.js";
import { pickerOf } from "./openings.js";
import { link, prose } from "./prose.js";
import { texts } from "./texts.js";
import { fullTime } from "./times.js";

/**
 * One message as it stands in the transcript.
 *
 * @param {import("./messages.js").Message} message
 * @param {{ choose: (said: object) => void, sayAgain: (id: string) => void }} on
 * @returns {HTMLElement}
 */
export function bubbleOf(message, on) {
  const row = element("div", { className: "message" });
  row.dataset.from = message.from;
  const time = element("time", { className: "spoken", dateTime: message.at.toISOString() }, fullTime(message.at));
  row.append(
    spoken(`${message.from === "user" ? texts.you : texts.name}: `),
    ...body(message),
    ...below(message, on),
    time,
  );
  return row;
}

const PARTS = { events: agendaOf, openings: pickerOf, form: fieldsOf };

function body(message) {
  const words = (message.words ?? message.text).trim();
  const parts = [words && prose(words), picture(message.image), attachment(message.attachment)];
  if (!parts.some(Boolean)) return [];
  return [element("div", { className: "bubble", title: fullTime(message.at) }, ...parts)];
}

function below(message, on) {
  const drawn = message.parts.map((part) => PARTS[part.type](part, on.choose));
  const parts = [...drawn, buttonsOf(message.choices, on.choose)];
  if (message.delivery === "waiting") parts.push(element("p", { className: "note" }, texts.waiting));
  if (message.delivery === "failed") parts.push(failure(message, on));
  return parts.filter(Boolean);
}

function failure(message, on) {
  const again = element("button", { type: "button", className: "again" }, texts.sendAgain);
  again.addEventListener("click", () => on.sayAgain(message.id));
  return element("p", { className: "note failed" }, icon("warning"), element("span", {}, message.error, " ", again));
}

/** The page loads nothing from elsewhere: a foreign picture is offered as a link. */
function picture(address) {
  if (!address) return null;
  if (/^data:image\/(png|jpeg|gif|webp);/.test(address)) return image(address);
  const href = safeUrl(address, location.href);
  if (!href) return null;
  return new URL(href).origin === location.origin ? image(href) : extra(href, texts.openImage);
}

function image(src) {
  return element("img", { className: "picture", src, alt: texts.image });
}

function attachment(address) {
  const href = safeUrl(address, location.href);
  return href && extra(href, texts.openAttachment);
}

function extra(href, words) {
  return element("div", { className: "line" }, link(href, words));
}
