import assert from "node:assert/strict";
import { test } from "node:test";
import { afterReconnect, fromPerson, fromServer, lengthOf, openQuestions, withDistinctKeys } from "../src/messages.js";

const NOW = new Date("2026-05-12T08:00:00Z");
const later = (minutes) => new Date(NOW.getTime() + minutes * 60_000);
const bot = (text, ...titles) =>
  fromServer({ text, buttons: titles.map((title) => ({ title, payload: `/${title}` })) }, "bot", NOW);
const user = (text, delivery = "settled", id = `id of ${text}`) => ({ ...fromPerson({ text }, id, NOW), delivery });
const open = (...messages) => [...openQuestions(withDistinctKeys(messages))];

test("a message keeps the server's time, or gets the time it came", () => {
  assert.deepEqual(fromServer({ text: "hi", at: "2026-05-01T00:00:00Z" }, "bot", NOW).at, new Date("2026-05-01T00:00:00Z"));
  assert.deepEqual(fromServer({ text: "hi", at: "soon" }, "bot", NOW).at, NOW);
});

test("what has nothing to show is no message", () => {
  for (const raw of [null, {}, { custom: { a: 1 } }, { text: 5 }, { buttons: [{ payload: "/x" }] }]) {
    assert.equal(fromServer(raw, "bot", NOW), null);
  }
});

test("a button is a link or an answer, never both", () => {
  const buttons = [
    { title: "Connect", type: "web_url", url: "/oauth/start", payload: "/x" },
    { title: "Yes", payload: "/affirm" },
    { title: "Broken", type: "web_url" },
  ];
  assert.deepEqual(fromServer({ buttons }, "bot", NOW).choices, [
    { title: "Connect", url: "/oauth/start" },
    { title: "Yes", payload: "/affirm" },
  ]);
});

test("a question is open until the person says something", () => {
  const question = bot("Which one?", "first", "second");
  assert.deepEqual(open(question), [question.key]);
  assert.deepEqual(open(question, bot("You can also say its number.")), [question.key]);
  assert.deepEqual(open(question, user("the first")), []);
  assert.deepEqual(open(question, user("the first", "waiting")), []);
});

test("what failed to be sent does not close the question", () => {
  const question = bot("Which one?", "first");
  assert.deepEqual(open(question, user("the first", "failed")), [question.key]);
});

test("a newer question closes the older one", () => {
  const newer = bot("Really?", "yes", "no");
  assert.deepEqual(open(bot("Which one?", "first"), newer), [newer.key]);
});

test("after a reconnection a message that arrived is shown once", () => {
  const remembered = [fromServer({ text: "hello", id: "a", at: NOW.toISOString() }, "user", NOW)];
  const shown = afterReconnect(remembered, [user("hello", "sending", "a")], NOW, "late");
  assert.deepEqual(shown.map((one) => [one.text, one.delivery]), [["hello", "settled"]]);
});

test("without ids, the same words at about the same time are the same message", () => {
  const remembered = (at) => [fromServer({ text: "hello", at: at.toISOString() }, "user", NOW)];
  assert.equal(afterReconnect(remembered(later(1)), [user("hello", "sending")], NOW, "late").length, 1);
  assert.equal(afterReconnect(remembered(later(-60)), [user("hello", "sending")], NOW, "late").length, 2);
});

test("one remembered message accounts for one of two that say the same", () => {
  const remembered = [fromServer({ text: "yes", at: later(1).toISOString() }, "user", NOW)];
  const shown = afterReconnect(remembered, [user("yes", "sending", "a"), user("yes", "sending", "b")], NOW, "late");
  assert.deepEqual(shown.map((one) => one.delivery), ["settled", "waiting"]);
});

test("what was on its way and did not arrive waits, and what failed stays so", () => {
  const failed = { ...user("b", "failed"), error: "too fast" };
  const shown = afterReconnect([], [user("a", "sending"), failed, user("c", "settled")], NOW, "late");
  assert.deepEqual(shown.map((one) => [one.text, one.delivery, one.error]), [
    ["a", "waiting", undefined],
    ["b", "failed", "too fast"],
  ]);
});

test("equal messages get keys of their own", () => {
  const keys = withDistinctKeys([bot("hi"), bot("hi"), bot("hi")]).map((one) => one.key);
  assert.equal(new Set(keys).size, 3);
});

test("an emoji counts as one character", () => {
  assert.equal(lengthOf("👋 hi"), 4);
});
