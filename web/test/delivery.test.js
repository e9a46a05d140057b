import assert from "node:assert/strict";
import { test } from "node:test";
import { createConversation } from "../src/conversation.js";
import { createDelivery } from "../src/delivery.js";

const TEXTS = { failed: "not sent", failedSilent: "no answer" };
const NOW = new Date("2026-05-12T08:00:00Z");

/** A conversation whose other end answers as told; `sent` is what reached it, `list()` what the page shows. */
function setUp(answer, isConnected = true) {
  let minted = 0;
  let messages = [];
  const time = { now: NOW };
  const sent = [];
  const conversation = createConversation({ clock: () => time.now, mint: () => `m${++minted}`, late: "late" });
  conversation.watch((next) => (messages = next));
  const delivery = createDelivery(conversation, TEXTS);
  delivery.through({
    send: async ({ id, text, payload }) => {
      sent.push([id, payload ?? text]);
      return answer(text);
    },
    isConnected: () => isConnected,
  });
  return { conversation, delivery, sent, time, list: () => messages.map((one) => [one.text, one.delivery, one.error]) };
}

const settled = () => new Promise(setImmediate);

test("what is said before the session stands goes out when it does, in order and once", async () => {
  const { delivery, sent, list } = setUp(() => ({ ok: true }));
  delivery.say({ text: "one" });
  delivery.say({ text: "Two", payload: "/two" });
  assert.deepEqual(sent, []);
  delivery.setReady(true);
  delivery.setReady(true);
  await settled();
  assert.deepEqual(sent, [["m1", "one"], ["m2", "/two"]]);
  assert.deepEqual(list(), [["one", "settled", undefined], ["Two", "settled", undefined]]);
});

test("a refusal shows the server's sentence, and sending again keeps the id and moves to the end", async () => {
  const { conversation, delivery, sent, list } = setUp((text) =>
    sent.length === 1 && text === "one" ? { ok: false, error: "Too fast." } : { ok: true },
  );
  delivery.setReady(true);
  delivery.say({ text: "one" });
  await settled();
  assert.deepEqual(list(), [["one", "failed", "Too fast."]]);
  conversation.receive({ text: "hello" }, "bot");
  delivery.sayAgain("m1");
  await settled();
  assert.deepEqual(sent, [["m1", "one"], ["m1", "one"]]);
  assert.deepEqual(list(), [["hello", "settled", undefined], ["one", "settled", undefined]]);
});

test("silence on a standing connection is a failure", async () => {
  const { delivery, list } = setUp(() => null);
  delivery.setReady(true);
  delivery.say({ text: "one" });
  await settled();
  assert.deepEqual(list(), [["one", "failed", "no answer"]]);
});

test("what the broken connection left open goes out again under its id, unless the next history has it", async () => {
  const { conversation, delivery, sent, list } = setUp(() => (sent.length > 2 ? { ok: true } : null), false);
  delivery.setReady(true);
  delivery.say({ text: "arrived" });
  delivery.say({ text: "did not" });
  await settled();
  assert.deepEqual(list().map(([, state]) => state), ["sending", "sending"]);
  delivery.setReady(false);
  conversation.remember([{ from: "user", text: "arrived", id: "m1" }, { from: "bot", text: "answer" }]);
  assert.deepEqual(list(), [
    ["arrived", "settled", undefined],
    ["answer", "settled", undefined],
    ["did not", "waiting", undefined],
  ]);
  delivery.setReady(true);
  await settled();
  assert.deepEqual(sent.slice(2), [["m2", "did not"]]);
  assert.deepEqual(list().at(-1), ["did not", "settled", undefined]);
});

test("what waited for too long goes out only when the person says so", async () => {
  const { conversation, delivery, sent, time, list } = setUp(() => ({ ok: true }));
  delivery.say({ text: "book the one at 3" });
  time.now = new Date(NOW.getTime() + 16 * 60_000);
  conversation.remember([]);
  delivery.setReady(true);
  await settled();
  assert.deepEqual([sent, list()], [[], [["book the one at 3", "failed", "late"]]]);
  delivery.sayAgain("m1");
  await settled();
  assert.deepEqual(sent, [["m1", "book the one at 3"]]);
});

test("what was on its way as somebody else does not go out by itself", async () => {
  const { conversation, delivery, sent, list } = setUp(() => null, false);
  delivery.setReady(true);
  delivery.say({ text: "hello" });
  conversation.letGo("lost");
  delivery.setReady(false);
  conversation.remember([]);
  delivery.setReady(true);
  await settled();
  assert.deepEqual([sent.length, list()], [1, [["hello", "failed", "lost"]]]);
});

test("what was pushed and came with the history already is shown once", () => {
  const conversation = createConversation({ clock: () => new Date(), mint: () => "id", late: "late" });
  let shown = [];
  conversation.watch((messages) => (shown = messages));
  conversation.remember([{ from: "bot", text: "Connected.", id: "news-7", at: new Date().toISOString() }]);
  assert.equal(conversation.receive({ text: "Connected.", id: "news-7" }, "bot"), null);
  assert.equal(shown.length, 1);
  assert.ok(conversation.receive({ text: "Connected.", id: "news-8" }, "bot"));
  assert.equal(shown.length, 2);
});
