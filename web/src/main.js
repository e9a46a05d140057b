import { createAttention } from "./attention.js";
import { createComposer } from "./composer.js";
import { createConversation } from "./conversation.js";
import { createDelivery } from "./delivery.js";
import { byId } from "./dom.js";
import { createFrame, readFrame } from "./frame.js";
import { icon } from "./icons.js";
import { mintId } from "./identifiers.js";
import { createKeeper } from "./keeper.js";
import { createNewConversation } from "./new-conversation.js";
import { createScroll } from "./scroll.js";
import { hearSignIn } from "./sign-in.js";
import { openSocket } from "./socket.js";
import { createConnectionLine, createTypingSign } from "./status.js";
import { texts } from "./texts.js";
import { wear } from "./theme.js";
import { createTranscript } from "./transcript.js";
import { createWelcome } from "./welcome.js";

const clock = () => new Date();

async function start() {
  const wishes = readFrame(location.hash, window.parent !== window);
  wear(wishes);
  const conversation = createConversation({ clock, mint: mintId, late: texts.failedLate });
  const delivery = createDelivery(conversation, texts);
  let user = null;
  let socket = null;
  const frame = createFrame(wishes.host, {
    shown(isShown, takesFocus) {
      page.attention.setShown(isShown);
      if (isShown && takesFocus) page.composer.focus();
    },
    user(token) {
      user = token;
      conversation.letGo(texts.failedLost);
      socket?.restart();
    },
  });
  const page = createPage(conversation, delivery, frame);
  hearSignIn((code) => delivery.say({ text: texts.signedIn, payload: code }));
  user = await frame.welcomed;
  const kept = createKeeper("parley-session");
  const keep = frame.isFramed ? kept.set : () => {};
  const identity = { user: () => user, token: kept.get, confirm: keep, forget: () => keep("") };
  socket = openSocket(reactions(conversation, delivery, page, frame), identity);
  delivery.through(socket);
  page.anew.through(socket);
  if (!frame.isFramed) page.composer.focusGently();
}

/** The parts of the page, and what each does when the person or the conversation moves. */
function createPage(conversation, delivery, frame) {
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
  const attention = createAttention({ tell: frame.unread, seen: createKeeper("parley-seen") }, !frame.isFramed);
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = texts[place.dataset.text];
  if (frame.isFramed) showTool(byId("close"), "close", texts.close, frame.close);
  const anew = createNewConversation({ button: byId("new"), dialog: byId("sure"), told: byId("told") }, composer.focus);

  let isKnown = false;
  conversation.watch((messages) => {
    transcript.draw(messages);
    welcome.show(isKnown && messages.length === 0);
    anew.show(messages.length > 0);
    scroll.follow();
  });
  return { anew, composer, scroll, transcript, typing, connection, attention, know: () => (isKnown = true) };
}

function showTool(button, sign, words, act) {
  button.append(icon(sign));
  button.setAttribute("aria-label", words);
  button.title = words;
  button.addEventListener("click", act);
  button.hidden = false;
}

/** What each event of the socket does to the page. */
function reactions(conversation, delivery, page, frame) {
  /** The last words to somebody who was erased: nobody but this page has them. */
  let farewell = [];
  let lastSaid = null;
  return {
    history(messages) {
      // Before the first history nobody knows whether the transcript is empty.
      page.know();
      page.attention.review(conversation.remember([...farewell, ...messages]));
      page.transcript.settle();
    },
    bot(raw) {
      lastSaid = raw;
      page.typing.set(false);
      const message = conversation.receive(raw, "bot");
      if (message) page.attention.notice(message.at);
    },
    echo: (raw) => conversation.receive(raw, "user"),
    forgotten() {
      farewell = lastSaid ? [{ ...lastSaid, from: "bot" }] : [];
    },
    begun() {
      conversation.clear();
      page.attention.review([]);
      page.anew.begun();
    },
    typing(isTyping) {
      page.typing.set(isTyping);
      if (isTyping) page.scroll.follow();
    },
    state(state) {
      page.connection.set(state);
      if (state === "unknown") frame.needsToken();
      if (state !== "ready") page.typing.set(false);
      page.anew.setReady(state === "ready");
      delivery.setReady(state === "ready");
    },
  };
}

start();
