// A whole client of Parley's REST channel without a package. Node 18 or newer.
//   PARLEY_URL=https://bot.example.com PARLEY_KEY=parley_… node client.mjs ana "what's on my calendar?"
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const { PARLEY_URL, PARLEY_KEY } = process.env;
const headers = { Authorization: `Bearer ${PARLEY_KEY}`, "Content-Type": "application/json" };

// Asks again when the bot says so; the message's id makes that safe.
async function call(path, body) {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const answer = await fetch(PARLEY_URL + path, {
      method: body ? "POST" : "GET",
      headers,
      body: body && JSON.stringify(body),
    });
    if (answer.ok) return answer.json();
    if (answer.status !== 429 && answer.status !== 503) throw new Error((await answer.json()).detail);
    await pause(1000 * Number(answer.headers.get("Retry-After") ?? 1));
  }
  throw new Error("Parley is not answering.");
}

const say = (sender, message) =>
  call("/webhooks/rest/webhook", { sender, message, message_id: randomUUID(), metadata: { locale: "en-GB" } });

const pickUp = (after) => call(`/webhooks/rest/messages${after ? `?after=${after}` : ""}`);

function show({ recipient_id: recipient, text = "", buttons = [] }) {
  console.log(`to ${recipient}: ${text}`);
  for (const { title, url, payload } of buttons) console.log(`  [${title}] ${url ?? payload}`);
}

const [sender, message] = process.argv.slice(2);
(await say(sender, message)).forEach(show);
const waiting = await pickUp();
waiting.messages.forEach(show);
if (waiting.next) await pickUp(waiting.next); // They have arrived. A real client goes on asking every few seconds.
