/** What a site loads: a bubble in the corner, and behind it the chat in a frame of its own. */
import { onLight, readColour } from "../colours.js";
import { launcherTexts as texts } from "../texts.js";
import { createBridge } from "./bridge.js";
import css from "./launcher.css?inline";
import { createMemory } from "./memory.js";
import { createView } from "./view.js";

const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');

function start() {
  const { accent, label, position, theme, userToken } = script.dataset;
  const address = new URL("embed", script.src);
  const settings = { host: location.origin, ...(accent && { accent }), ...(theme && { theme }) };
  address.hash = new URLSearchParams(settings).toString();

  const memory = createMemory();
  const view = createView({ css, texts, address: address.href, label, position, accent: onLight(readColour(accent)) });
  let token = userToken || null;
  let isOpen = false;
  let takesFocus = false;
  const bridge = createBridge(view, address.origin, {
    hello: () => bridge.tell({ parley: "welcome", userToken: token, shown: isOpen, focus: takesFocus }),
    close: () => api.close(),
    unread: ({ count }) => view.setUnread(Number.isInteger(count) && count > 0 && !isOpen ? count : 0),
    "token-needed": () => window.dispatchEvent(new CustomEvent("parley:token-needed")),
  });

  function show(open, { focus = true } = {}) {
    if (open === isOpen) return;
    [isOpen, takesFocus] = [open, focus];
    if (open) view.load();
    view.setOpen(open, focus);
    memory.setOpen(open);
    bridge.tell({ parley: "shown", shown: open, focus });
  }

  const api = {
    open: () => show(true),
    close: () => show(false),
    toggle: () => show(!isOpen),
    /** Says who is signed in at the site; null for nobody. */
    identify(next) {
      token = next || null;
      bridge.tell({ parley: "user", userToken: token });
    },
  };
  view.onToggle(api.toggle);
  view.onEscape(api.close);
  document.body.append(view.element);
  // Whoever has chatted before hears of what is new; nothing is loaded for anybody else until they open it.
  if (memory.hasChatted()) view.load();
  if (memory.wasOpen()) show(true, { focus: false });
  return api;
}

if (script && !window.parley) {
  if (document.body) window.parley = start();
  else document.addEventListener("DOMContentLoaded", () => (window.parley = start()), { once: true });
}
