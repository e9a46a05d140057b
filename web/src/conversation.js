import { afterReconnect, fromPerson, fromServer, withDistinctKeys } from "./messages.js";

/** @typedef {import("./messages.js").Message} Message */

/**
 * The list of messages, and who wants to know when it changes.
 *
 * @param {{ clock: () => Date, mint: () => string, late: string }} outside
 *   the time, a fresh random id, and the sentence for what the connection came back too late for
 */
export function createConversation({ clock, mint, late }) {
  /** @type {Message[]} */
  let messages = [];
  /** @type {((messages: Message[]) => void)[]} */
  const watchers = [];

  function set(next) {
    messages = withDistinctKeys(next);
    for (const watcher of watchers) watcher(messages);
  }

  function receive(raw, from) {
    const message = fromServer(raw, from, clock());
    // What is pushed may have come with the history already.
    if (message?.id && messages.some((one) => one.from === from && one.id === message.id)) return null;
    if (message) set([...messages, message]);
    return message;
  }

  function say(said) {
    const message = fromPerson(said, mint(), clock());
    set([...messages, message]);
    return message;
  }

  function mark(id, delivery, error) {
    set(messages.map((message) => (message.id === id ? { ...message, delivery, error } : message)));
  }

  /** Puts a failed message at the end again, under its old id: the server may have seen it after all. */
  function sayAgain(id) {
    const failed = messages.find((message) => message.id === id && message.delivery === "failed");
    if (!failed) return null;
    const again = { ...failed, at: clock(), delivery: "waiting", error: undefined };
    set([...messages.filter((message) => message !== failed), again]);
    return again;
  }

  function remember(history) {
    const known = Array.isArray(history) ? history : [];
    const remembered = known.map((raw) => fromServer(raw, raw?.from === "user" ? "user" : "bot", clock()));
    set(afterReconnect(remembered.filter(Boolean), messages, clock(), late));
    return messages;
  }

  /** What is on its way is somebody's who is not there any more: it goes out again only if they say so. */
  function letGo(error) {
    set(messages.map((message) => (message.delivery === "sending" ? { ...message, delivery: "failed", error } : message)));
  }

  return {
    receive,
    say,
    mark,
    sayAgain,
    remember,
    letGo,
    clear: () => set([]),
    waiting: () => messages.filter((message) => message.delivery === "waiting"),
    watch: (watcher) => watchers.push(watcher),
  };
}
