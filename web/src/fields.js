import { element } from "./dom.js";
import { filledIn } from "./parts.js";

let made = 0;

/**
 * Several questions, answered at once by what could be typed as well.
 *
 * @param {import("./parts.js").Form} part
 * @param {(said: { text: string }) => void} onSay
 * @returns {HTMLElement}
 */
export function fieldsOf(part, onSay) {
  const inputs = part.fields.map(inputOf);
  const labelled = part.fields.map((field, place) => labelOf(field, inputs[place]));
  const submit = element("button", { type: "submit", className: "choice go" }, part.submit);
  const form = element("form", { className: "fields" }, ...labelled, submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onSay({ text: filledIn(part, Object.fromEntries(inputs.map((input) => [input.name, input.value]))) });
  });
  const whole = element("fieldset", { className: "fieldset" }, form);
  whole.dataset.answer = "";
  return whole;
}

function inputOf({ name, kind, own }) {
  const id = `field-${(made += 1)}`;
  const input = element("input", { id, name, type: kind, required: true, maxLength: kind === "email" ? 254 : 100 });
  // What a browser knows by heart is the person's own, and no use where somebody else is meant.
  input.autocomplete = own ? name : "off";
  input.addEventListener("change", () => (input.value = input.value.trim()));
  return input;
}

function labelOf({ label }, input) {
  return element("label", { className: "field", htmlFor: input.id }, element("span", {}, label), input);
}
