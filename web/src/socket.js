import { io } from "socket.io-client";

/** How long the server may take to acknowledge a message, in milliseconds. */
const ACKNOWLEDGE_WITHIN = 30_000;
/** How long to wait before asking again when the server itself hung up, in milliseconds. */
const AFTER_REFUSAL = 3_000;

/**
 * Speaks Rasa's socket.io events with the server that delivered the page.
 *
 * @param {object} on
 * @param {(history: object[]) => void} on.history   the session stands; this is all that was said so far
 * @param {(raw: object) => void} on.bot             the bot says something, asked or unasked
 * @param {(raw: object) => void} on.echo            the same person said something in another tab
 * @param {(isTyping: boolean) => void} on.typing
 * @param {() => void} on.begun                      the person began anew, here or in another tab
 * @param {() => void} on.forgotten                  the person was erased, and the bot has said its last words to them
 * @param {(state: "ready" | "lost" | "unreachable" | "refused" | "unknown") => void} on.state
 * @param {{ token: () => string | null, user: () => string | null, confirm: (token: string) => void,
 *   forget: () => void }} identity
 *   the token of a browser without cookies, and the one in which the site around the page names its user
 */
export function openSocket(on, identity) {
  const socket = io({ path: "/socket.io", transports: ["websocket", "polling"], tryAllTransports: true });
  const who = () => (identity.user() ? { user_token: identity.user() } : { session_id: identity.token() });

  socket.on("connect", () => socket.emit("session_request", { ...who(), ...whereabouts() }));
  socket.on("session_confirm", (token) => {
    if (!identity.user() && typeof token === "string") identity.confirm(token);
  });
  socket.on("session_refused", () => on.state("unknown"));
  socket.on("history", (event) => {
    on.history(event?.messages ?? []);
    on.state("ready");
  });
  socket.on("bot_uttered", (event) => on.bot(event));
  socket.on("user_echo", (event) => on.echo(event));
  socket.on("typing", (event) => on.typing(Boolean(event?.on)));
  socket.on("begun_anew", () => on.begun());
  socket.on("forgotten", async () => {
    on.forgotten();
    // The page's address hands out another identity, with which the socket comes back.
    await fetch(location.pathname, { cache: "no-store" }).catch(() => undefined);
    identity.forget();
    socket.disconnect();
  });
  socket.on("disconnect", () => {
    on.state("lost");
    comeBack(socket);
  });
  socket.on("connect_error", () => {
    // Still trying: the network or the server is down. No longer: the server answered, and said no.
    on.state(socket.active ? "unreachable" : "refused");
    comeBack(socket);
  });

  /**
   * @returns {Promise<{ ok: boolean, error?: string } | null>} null when no acknowledgement came
   */
  async function ask(event, data) {
    try {
      const answer = await socket.timeout(ACKNOWLEDGE_WITHIN).emitWithAck(event, data);
      return { ok: answer?.ok !== false, error: answer?.error };
    } catch {
      return null;
    }
  }

  return {
    /** @param {import("./messages.js").Message} message */
    send: (message) => ask("user_uttered", asUttered(message)),
    /** Begins anew, in every tab. */
    beginAnew: () => ask("new_conversation", who()),
    isConnected: () => socket.connected,
    /** Begins anew, as whoever the identity says now. */
    restart: () => socket.disconnect().connect(),
  };
}

/** So that times are told in the person's own zone and manner. */
function whereabouts() {
  return { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: navigator.language };
}

function asUttered({ id, text, payload }) {
  return payload === undefined ? { id, message: text } : { id, message: payload, title: text };
}

/** socket.io comes back by itself, except when it was the server that ended or refused the connection. */
function comeBack(socket) {
  if (!socket.active) setTimeout(() => socket.connect(), AFTER_REFUSAL);
}
