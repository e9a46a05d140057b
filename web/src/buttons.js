import { element, spoken } from "./dom.js";
import { icon } from "./icons.js";
import { safeUrl } from "./links.js";
import { texts } from "./texts.js";

const SIGN_IN = "/oauth/";
const POPUP = { name: "parley-connect", features: "popup,width=560,height=720" };

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

/** Links stay usable for good; the other buttons only while their question is open. */
export function setOpen(container, isOpen) {
  for (const button of container.querySelectorAll("button.choice")) button.disabled = !isOpen;
}

function answerButton({ title, payload }, onChoose) {
  const button = element("button", { type: "button", className: "choice" }, title);
  button.addEventListener("click", () => onChoose({ text: title, payload }));
  return button;
}

function linkButton({ title, url }) {
  const href = safeUrl(url, location.href);
  if (!href) return null;
  const label = [title, icon("elsewhere"), spoken(` (${texts.opensElsewhere})`)];
  const anchor = element("a", { className: "choice go", href, target: "_blank" }, ...label);
  const { origin, pathname } = new URL(href);
  if (origin === location.origin && pathname.startsWith(SIGN_IN)) openInPopup(anchor, href);
  // Only the sign-in's pages may close their window again; every other page learns nothing about this one.
  else anchor.rel = "noopener noreferrer";
  return anchor;
}

/** A small window next to the chat; where the browser refuses one, the link opens a tab like any other. */
function openInPopup(anchor, href) {
  anchor.rel = "noopener";
  anchor.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (window.open(href, POPUP.name, POPUP.features)) event.preventDefault();
  });
}
