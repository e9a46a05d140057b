import { createAttention } from "./attention.js";
import { createComposer } from "./composer.js";
import { createConversation } from "./conversation.js";
import { createDelivery } from "./delivery.js";
import { byId } from "./dom.js";
import { mintId } from "./identifiers.js";
import { createScroll } from "./scroll.js";
import { openSocket } from "./socket.js";
import { createConnectionLine, createTypingSign } from "./status.js";
import { texts } from "./texts.js";
import { createTranscript } from "./transcript.js";
import { createWelcome } from "./welcome.js";

const clock = () => new Date();

function start() {
  const conversation = createConversation({ clock, mint: mintId, lost: texts.failedLost });
  const delivery = createDelivery(conversation, texts);
  const page = createPage(conversation, delivery);
  delivery.through(openSocket(reactions(conversation, delivery, page)));
  page.composer.focusGently();
}

/** The parts of the page, and what each does when the person or the conversation moves. */
function createPage(conversation, delivery) {
  const say = (said) => {
    delivery.say(said);
    scroll.toEnd();
    composer.focusGently();
  };
  const sayAgain = (id) => {
    delivery.sayAgain(id);
    composer.focusGently();
  };
  const composer = createComposer(
    { form: byId("composer"), field: byId("text"), button: byId("send"), hint: byId("hint") },
    (text) => say({ text }),
  );
  const scroll = createScroll(byId("scroller"), byId("latest"));
  const welcome = createWelcome(byId("welcome"), (text) => say({ text }));
  const transcript = createTranscript(byId("log"), clock, { choose: say, sayAgain });
  const typing = createTypingSign(byId("typing"));
  const connection = createConnectionLine(byId("connection"));
  const attention = createAttention();
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = texts[place.dataset.text];

  let isKnown = false;
  conversation.watch((messages) => {
    transcript.draw(messages);
    welcome.show(isKnown && messages.length === 0);
    scroll.follow();
  });
  return { composer, scroll, transcript, typing, connection, attention, know: () => (isKnown = true) };
}

/** What each event of the socket does to the page. */
function reactions(conversation, delivery, page) {
  /** The last words to somebody who was erased: nobody but this page has them. */
  let farewell = [];
  let lastSaid = null;
  return {
    history(messages) {
      // Before the first history nobody knows whether the transcript is empty.
      page.know();
      conversation.remember([...farewell, ...messages]);
      page.transcript.settle();
    },
    bot(raw) {
      lastSaid = raw;
      page.typing.set(false);
      if (conversation.receive(raw, "bot")) page.attention.notice();
    },
    echo: (raw) => conversation.receive(raw, "user"),
    forgotten() {
      farewell = lastSaid ? [{ ...lastSaid, from: "bot" }] : [];
    },
    typing(isTyping) {
      page.typing.set(isTyping);
      if (isTyping) page.scroll.follow();
    },
    state(state) {
      page.connection.set(state);
      if (state !== "ready") page.typing.set(false);
      delivery.setReady(state === "ready");
    },
  };
}

start();
