// Closes the small window the chat opened, after its reader had time to see that it worked.
// Browsers let a page close only a window that a script opened: elsewhere the page's own sentence stands.
(() => {
  const READING_TIME = 2500;
  const isPopup = Boolean(window.opener) || window.name === "parley-connect";
  if (!isPopup) return;

  const line = document.getElementById("closing");
  const back = document.getElementById("back");
  const sentence = line.textContent;
  line.textContent = "This window closes by itself, the chat goes on.";
  // In the popup this link would open a second chat.
  if (back) back.hidden = true;
  setTimeout(() => {
    window.close();
    line.textContent = sentence;
  }, READING_TIME);
})();
