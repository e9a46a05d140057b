import assert from "node:assert/strict";
import { test } from "node:test";
import { readFrame } from "../src/frame.js";

const host = (text, isFramed = true) => readFrame(`#${new URLSearchParams({ host: text })}`, isFramed).host;

test("the site around the frame is known by its origin and by nothing else", () => {
  assert.equal(host("https://shop.example"), "https://shop.example");
  assert.equal(host("http://localhost:3000"), "http://localhost:3000");
  for (const odd of ["", "null", "*", "https://shop.example/", "https://shop.example/x", "javascript:alert(1)", "shop.example"]) {
    assert.equal(host(odd), null);
  }
});

test("a page that stands alone has no site around it, whatever its address says", () => {
  assert.equal(host("https://shop.example", false), null);
});
