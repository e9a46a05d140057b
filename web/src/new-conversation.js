import { element } from "./dom.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

/**
 * The way to begin anew: a button, and a question before what is shown goes away.
 *
 * @param {{ button: HTMLButtonElement, dialog: HTMLDialogElement, told: HTMLElement }} parts
 *   `told` is read out when it is done
 * @param {() => void} onBegun where the person goes on
 */
export function createNewConversation({ button, dialog, told }, onBegun) {
  let socket = null;
  const yes = element("button", { type: "button", className: "choice go" }, texts.newYes);
  const no = element("button", { type: "button", className: "choice" }, texts.newNo);
  const failure = element("p", { className: "failed" });
  failure.setAttribute("role", "alert");
  button.append(icon("fresh"));
  button.setAttribute("aria-label", texts.newConversation);
  button.title = texts.newConversation;
  dialog.append(
    element("h2", { id: "sure-title" }, texts.newTitle),
    element("p", { id: "sure-text" }, texts.newText),
    failure,
    element("div", { className: "choices" }, yes, no),
  );

  async function begin() {
    yes.disabled = true;
    const answer = await socket.beginAnew();
    yes.disabled = false;
    if (!answer?.ok) failure.textContent = answer?.error ?? texts.newFailed;
  }

  button.addEventListener("click", () => {
    failure.textContent = "";
    told.textContent = "";
    dialog.showModal();
    // Where Enter leads by itself is the way that changes nothing. In a frame `autofocus` is refused.
    no.focus();
  });
  yes.addEventListener("click", begin);
  no.addEventListener("click", () => dialog.close());
  // Escape closes the question, and not the chat around it.
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());

  return {
    through(opened) {
      socket = opened;
    },
    show(hasMessages) {
      button.hidden = !hasMessages;
    },
    setReady(isReady) {
      button.disabled = !isReady;
    },
    /** Call when it is done: here, or in another tab while this one asks, too. */
    begun() {
      const wasAsked = dialog.open;
      dialog.close();
      told.textContent = texts.newBegun;
      if (wasAsked) onBegun();
    },
  };
}
