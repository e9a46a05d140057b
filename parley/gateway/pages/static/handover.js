// Gives the code to the chat that opened this window, and to no other page; the chat then has it typed.
(() => {
  if (!window.opener) return;
  const { code } = document.currentScript.dataset;
  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.opener || origin !== location.origin || data?.parley !== "taken") return;
    for (const part of document.querySelectorAll("[data-typed]")) part.hidden = true;
    for (const part of document.querySelectorAll("[data-taken]")) part.hidden = false;
    setTimeout(() => window.close(), 2500);
  });
  window.opener.postMessage({ parley: "code", code }, location.origin);
})();
