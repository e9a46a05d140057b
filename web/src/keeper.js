/**
 * What the page's own storage keeps. In a frame browsers give it one for each site around it, or none at all.
 *
 * @param {string} key
 */
export function createKeeper(key) {
  let kept = null;
  try {
    kept = localStorage.getItem(key);
  } catch {
    // Without storage it lasts as long as the page.
  }

  return {
    get: () => kept,
    set(value) {
      kept = value;
      try {
        localStorage.setItem(key, value);
      } catch {
        // As above.
      }
    },
  };
}
