import { element, spoken } from "./dom.js";
import { icon } from "./icons.js";
import { safeUrl } from "./links.js";
import { openSignIn } from "./sign-in.js";
import { texts } from "./texts.js";

const SIGN_IN = "/oauth/";

/**
 * The answers offered under a message.
 *
 * @param {import("./messages.js").Choice[]} choices
 * @param {(said: { text: string, payload: string }) => void} onChoose
 * @returns {HTMLElement | null}
 */
export function buttonsOf(choices, onChoose) {
  const made = choices.map((choice) => ("url" in choice ? linkButton(choice) : answerButton(choice, onChoose)));
  const shown = made.filter(Boolean);
  if (!shown.length) return null;
  const group = element("div", { className: "choices" }, ...shown);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", texts.choicesLabel);
  return group;
}

/** Links and what a card offers stay usable for good; answers only while their question is open. */
export function setOpen(container, isOpen) {
  for (const button of container.querySelectorAll(".choices > button")) button.disabled = !isOpen;
  for (const part of container.querySelectorAll("[data-answer]")) part.hidden = part.disabled = !isOpen;
}

function answerButton({ title, payload }, onChoose) {
  const button = element("button", { type: "button", className: "choice" }, title);
  button.addEventListener("click", () => onChoose({ text: title, payload }));
  return button;
}

function linkButton({ title, url }) {
  const href = safeUrl(url, location.href);
  if (!href) return null;
  const { origin, pathname } = new URL(href);
  const isOurs = origin === location.origin;
  if (isOurs && pathname.endsWith(".ics")) return fileButton(title, href);
  const label = [title, icon("elsewhere"), spoken(` (${texts.opensElsewhere})`)];
  const anchor = element("a", { className: "choice go", href, target: "_blank" }, ...label);
  if (isOurs && pathname.startsWith(SIGN_IN)) openInPopup(anchor, href);
  // Only the sign-in's pages may close their window again; every other page learns nothing about this one.
  else anchor.rel = "noopener noreferrer";
  return anchor;
}

/** A new window all the same: what cannot be had any more is a page, and that must not take the chat's place. */
function fileButton(title, href) {
  const label = [icon("download"), title];
  return element("a", { className: "choice", href, target: "_blank", rel: "noopener noreferrer" }, ...label);
}

/** A small window next to the chat; where the browser refuses one, the link opens a tab like any other. */
function openInPopup(anchor, href) {
  anchor.rel = "noopener";
  anchor.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (openSignIn(href)) event.preventDefault();
  });
}
