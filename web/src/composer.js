import { hasKeyboard } from "./dom.js";
import { icon } from "./icons.js";
import { MAX_LENGTH, lengthOf } from "./messages.js";
import { texts } from "./texts.js";

/** From here on the length is shown, in characters. */
const NEAR_LIMIT = 3600;

/**
 * The field a message is written in.
 *
 * @param {{ form: HTMLFormElement, field: HTMLTextAreaElement, button: HTMLButtonElement, hint: HTMLElement }} parts
 * @param {(text: string) => void} onSay gets the text without blanks around it, never empty, never too long
 */
export function createComposer({ form, field, button, hint }, onSay) {
  field.placeholder = texts.placeholder;
  field.setAttribute("aria-label", texts.composerLabel);
  button.append(icon("send"));
  button.setAttribute("aria-label", texts.send);
  button.title = texts.send;

  function refresh() {
    const length = lengthOf(field.value.trim());
    const isOver = length > MAX_LENGTH;
    button.disabled = length === 0 || isOver;
    form.classList.toggle("over", isOver);
    hint.classList.toggle("over", isOver);
    field.setAttribute("aria-invalid", String(isOver));
    const words = wordsAbout(length);
    if (hint.textContent !== words) hint.textContent = words;
    grow(field);
  }

  function submit() {
    if (button.disabled) return;
    const text = field.value.trim();
    field.value = "";
    refresh();
    focus();
    onSay(text);
  }

  function focus() {
    field.focus({ preventScroll: true });
  }

  field.addEventListener("input", refresh);
  field.addEventListener("keydown", (event) => {
    // While an input method is composing a word, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  refresh();

  return {
    focus,
    /** Only where that opens no on-screen keyboard over the answer. */
    focusGently: () => hasKeyboard() && focus(),
  };
}

function wordsAbout(length) {
  const count = (number) => number.toLocaleString("en");
  if (length > MAX_LENGTH) return texts.lengthOver(count(length - MAX_LENGTH));
  if (length >= NEAR_LIMIT) return texts.lengthNear(count(length), count(MAX_LENGTH));
  return hasKeyboard() ? texts.hint : "";
}

/** As high as its text; the style sheet sets the most. */
function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
