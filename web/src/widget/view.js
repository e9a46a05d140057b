import { icon } from "../icons.js";

/**
 * The bubble and the panel, in a shadow tree: neither the site's styles nor the widget's reach across.
 *
 * @param {{ css: string, texts: Record<string, unknown>, address: string, label?: string, position?: string,
 *   accent: string | null }} options
 */
export function createView({ css, texts, address, label, position, accent }) {
  const element = document.createElement("div");
  const root = element.attachShadow({ mode: "open" });
  // A sheet made by script needs no exception in the site's own policy, as an inline style would.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  if (accent) element.style.setProperty("--accent", accent);
  element.dataset.side = position === "left" ? "left" : "right";

  const badge = make("span", { className: "badge", hidden: true });
  const words = make("span", { className: "label" }, label ?? "");
  const bubble = make("button", { className: "bubble", type: "button" }, icon("chat"), icon("close"), words, badge);
  const panel = make("div", { className: "panel", id: "panel" });
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", texts.panel);
  panel.inert = true;
  bubble.setAttribute("aria-controls", "panel");
  words.hidden = !label;
  root.append(panel, bubble);
  let frame = null;
  let isOpen = false;
  let unread = 0;

  function name() {
    bubble.setAttribute("aria-expanded", String(isOpen));
    const closed = unread ? texts.openUnread(label || texts.open, unread) : label || texts.open;
    bubble.setAttribute("aria-label", isOpen ? texts.close : closed);
  }
  name();

  return {
    element,
    frame: () => frame?.contentWindow ?? null,
    load() {
      if (frame) return;
      frame = make("iframe", { src: address, title: texts.frame });
      frame.setAttribute("allow", "");
      panel.append(frame);
    },
    setOpen(open, focus) {
      isOpen = open;
      if (open) unread = 0;
      element.toggleAttribute("data-open", open);
      panel.inert = !open;
      badge.hidden = !unread;
      name();
      if (!open) bubble.focus();
      else if (focus) frame.focus();
    },
    setUnread(count) {
      unread = count;
      badge.hidden = count === 0;
      badge.textContent = count > 9 ? "9+" : String(count);
      name();
    },
    onToggle: (act) => bubble.addEventListener("click", act),
    onEscape: (act) => root.addEventListener("keydown", (event) => event.key === "Escape" && isOpen && act()),
  };
}

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
