import assert from "node:assert/strict";
import { test } from "node:test";
import { fromServer, openQuestions } from "../src/messages.js";
import { choicesBeside, filledIn, readParts, wordsBeside } from "../src/parts.js";

const NOW = new Date("2026-05-12T08:00:00Z");
const CARD = { title: "Intro", when: "Tue 12 May, 10:00–10:30 CEST", day: "Tue 12 May", actions: [{ title: "Cancel", payload: "/c" }] };
const TIME = { title: "10:00", payload: "/ten" };
const OPENINGS = { type: "openings", zone: "CEST", days: [{ title: "Tue 12 May", payload: "/tuesday", times: [TIME] }] };
const parts = (...all) => readParts({ parts: all });

test("what is not known or not whole is left to the words", () => {
  const odd = [null, 7, { type: "toString" }, { type: "video" }, { type: "events", cards: [{}] }, { type: "openings" }];
  assert.deepEqual(parts(...odd, { type: "form", fields: [{}] }), []);
  for (const custom of [null, "x", {}, { parts: {} }]) assert.deepEqual(readParts(custom), []);
});

test("lines that the cards show are not shown twice, and the others stay", () => {
  const [part] = parts({ type: "events", cards: [CARD], instead_of: ["1. Tue 12 May", "lena@x.example"] });
  assert.equal(wordsBeside("Here it is:\n1. Tue 12 May · Intro\nWith Lena (lena@x.example)\nSent.", [part]), "Here it is:\nSent.");
  assert.equal(wordsBeside("1. Tue", parts({ type: "events", cards: [CARD] })), "1. Tue");
});

test("a button that a part offers too is not shown twice", () => {
  const left = choicesBeside([{ title: "Tue", payload: "/tuesday" }, { title: "Later", payload: "/later" }], parts(OPENINGS));
  assert.deepEqual(left, [{ title: "Later", payload: "/later" }]);
});

test("an action without a payload is no action", () => {
  const [part] = parts({ type: "events", cards: [{ ...CARD, actions: [{ title: "x" }, { payload: "/x" }, null] }] });
  assert.deepEqual(part.cards[0].actions, []);
});

test("a form says what could be typed, whatever is filled in", () => {
  const [form] = parts({ type: "form", fields: [{ name: "name", label: "Name" }], sends: "{name}, {email}", submit: "Go" });
  assert.equal(filledIn(form, { name: " Ana {email} $& ", email: "ana@x.example" }), "Ana {email} $&, ana@x.example");
});

test("free times are a question, and a list of events is none", () => {
  const asking = fromServer({ text: "When?", custom: { parts: [OPENINGS] } }, "bot", NOW);
  const list = fromServer({ text: "These:", custom: { parts: [{ type: "events", cards: [CARD] }] } }, "bot", NOW);
  assert.deepEqual([...openQuestions([asking, list])], [asking.key]);
  assert.deepEqual([...openQuestions([list])], []);
});

test("a person's own words never become parts", () => {
  assert.deepEqual(fromServer({ text: "x", custom: { parts: [OPENINGS] } }, "user", NOW).parts, []);
});
