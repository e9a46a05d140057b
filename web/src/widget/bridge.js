/**
 * Messages between the site and the frame. Only the frame is heard, and only from the server that the script is from.
 *
 * @param {{ frame: () => Window | null }} view
 * @param {string} origin the server's
 * @param {Record<string, (said: object) => void>} on
 */
export function createBridge(view, origin, on) {
  let isThere = false;

  window.addEventListener("message", ({ source, origin: from, data }) => {
    if (from !== origin || !source || source !== view.frame()) return;
    isThere = true;
    if (typeof data?.parley === "string" && Object.hasOwn(on, data.parley)) on[data.parley](data);
  });

  return {
    /** What is said before the frame has loaded need not be: it asks when it is there. */
    tell: (said) => isThere && view.frame().postMessage(said, origin),
  };
}
