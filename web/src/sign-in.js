/** The small window in which Calendly is connected, and what it has to say. */

const POPUP = { name: "parley-connect", features: "popup,width=560,height=720" };
const CODE = /^\d{3} ?\d{3}$/;
let opened = null;

/** @returns {boolean} false where the browser opens no small window */
export function openSignIn(href) {
  opened = window.open(href, POPUP.name, POPUP.features);
  return opened !== null;
}

/**
 * Where the window cannot prove by a cookie that it belongs to this chat, as in a frame on another site, it hands its
 * code over instead of showing it: the chat that opened it is the very one that it may be typed in.
 *
 * @param {(code: string) => void} onCode
 */
export function hearSignIn(onCode) {
  window.addEventListener("message", ({ source, origin, data }) => {
    if (origin !== location.origin || !source || source !== opened) return;
    if (data?.parley !== "code" || !CODE.test(data.code)) return;
    source.postMessage({ parley: "taken" }, origin);
    opened = null;
    onCode(data.code);
  });
}
