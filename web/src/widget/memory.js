const OPEN = "parley-open";
const CHATTED = "parley-chatted";

/** What the site's own storage remembers of the widget, where there is one: nothing about who or what. */
export function createMemory() {
  return {
    wasOpen: () => read("sessionStorage", OPEN) === "yes",
    hasChatted: () => read("localStorage", CHATTED) === "yes",
    setOpen(isOpen) {
      write("sessionStorage", OPEN, isOpen ? "yes" : "no");
      if (isOpen) write("localStorage", CHATTED, "yes");
    },
  };
}

function read(storage, key) {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    window[storage].setItem(key, value);
  } catch {
    // A browser that keeps nothing: the widget begins closed on every page.
  }
}
