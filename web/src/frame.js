/**
 * The page inside the frame that `widget.js` opens on a site. Only that site is heard, and only told what it must know:
 * that the chat is to be closed, how much is unread, that a token is needed.
 */

/** How long to wait for the site's word on who its user is, in milliseconds. */
const PATIENCE = 3000;

/**
 * @param {string} hash the address's, as the script wrote it
 * @param {boolean} isFramed
 * @returns {{ host: string | null, accent: string | null, theme: string | null }} `host` is the site's origin
 */
export function readFrame(hash, isFramed) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  return { host: isFramed ? originOf(said.get("host")) : null, accent: said.get("accent"), theme: said.get("theme") };
}

/**
 * @param {string | null} host the site's origin; null when the page stands alone
 * @param {{ shown: (isShown: boolean, takesFocus: boolean) => void, user: (token: string | null) => void }} on
 */
export function createFrame(host, on) {
  let welcome;
  const welcomed = new Promise((resolve) => (welcome = resolve));

  function tell(said) {
    if (host) window.parent.postMessage(said, host);
  }

  function hear({ parley, userToken, shown, focus }) {
    const token = typeof userToken === "string" && userToken ? userToken : null;
    if (parley === "welcome") welcome(token);
    if (parley === "welcome" || parley === "shown") on.shown(shown === true, focus === true);
    if (parley === "user") on.user(token);
  }

  if (host) {
    window.addEventListener("message", ({ source, origin, data }) => {
      if (source === window.parent && origin === host && data) hear(data);
    });
    document.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && tell({ parley: "close" }));
    tell({ parley: "hello" });
    setTimeout(welcome, PATIENCE, null);
  } else welcome(null);

  return {
    isFramed: host !== null,
    /** @returns {Promise<string | null>} who the site says its user is */
    welcomed,
    close: () => tell({ parley: "close" }),
    unread: (count) => tell({ parley: "unread", count }),
    needsToken: () => tell({ parley: "token-needed" }),
  };
}

function originOf(text) {
  try {
    const { origin, protocol } = new URL(text ?? "");
    return origin === text && /^https?:$/.test(protocol) ? origin : null;
  } catch {
    return null;
  }
}
