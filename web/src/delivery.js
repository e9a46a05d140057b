/**
 * Gets what the person says to the server: at once when the session stands, otherwise when it stands again.
 *
 * @param {ReturnType<import("./conversation.js").createConversation>} conversation
 * @param {{ failed: string, failedSilent: string }} texts
 */
export function createDelivery(conversation, texts) {
  let socket = null;
  let isReady = false;

  async function transmit(message) {
    conversation.mark(message.id, "sending");
    const answer = await socket.send(message);
    if (answer?.ok) conversation.mark(message.id, "settled");
    else if (answer) conversation.mark(message.id, "failed", answer.error ?? texts.failed);
    // Without a connection nobody knows whether it arrived; the history of the next session tells.
    else if (socket.isConnected()) conversation.mark(message.id, "failed", texts.failedSilent);
  }

  function flush() {
    if (isReady) for (const message of conversation.waiting()) transmit(message);
  }

  return {
    through(opened) {
      socket = opened;
    },
    setReady(ready) {
      isReady = ready;
      flush();
    },
    say(said) {
      conversation.say(said);
      flush();
    },
    sayAgain(id) {
      if (conversation.sayAgain(id)) flush();
    },
  };
}
