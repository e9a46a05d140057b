import assert from "node:assert/strict";
import { test } from "node:test";
import { safeUrl, splitLinks } from "../src/links.js";

const hrefs = (text) => splitLinks(text).flatMap((part) => part.href ?? []);

test("an address in a sentence becomes a link without the sentence's punctuation", () => {
  assert.deepEqual(splitLinks("Join (https://meet.example.com/a-b)."), [
    { text: "Join (" },
    { text: "https://meet.example.com/a-b", href: "https://meet.example.com/a-b" },
    { text: ")." },
  ]);
});

test("brackets that belong to the address stay", () => {
  assert.deepEqual(hrefs("see https://example.com/wiki/Parley_(talk)!"), ["https://example.com/wiki/Parley_(talk)"]);
});

test("no character of the text is lost", () => {
  const text = "a http://x.example/?q=1&b=[2] , https://y.example… http:// javascript:alert(1)\nend";
  assert.equal(splitLinks(text).map((part) => part.text).join(""), text);
});

test("only web addresses become links", () => {
  assert.deepEqual(hrefs("javascript:alert(1) data:text/html,x ftp://x.example file:///etc/passwd"), []);
  for (const address of ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "", null, { a: 1 }]) {
    assert.equal(safeUrl(address, "https://chat.example/"), null);
  }
});

test("a relative address belongs to the page's own server", () => {
  assert.equal(safeUrl("/oauth/start?t=1", "https://chat.example/x"), "https://chat.example/oauth/start?t=1");
});
