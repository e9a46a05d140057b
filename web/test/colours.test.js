import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { contrast, onLight, paletteOf, readColour } from "../src/colours.js";

const COLOURS = ["#000", "#fff", "#ff0", "#0f6661", "#ff6600", "#7f7f7f", "#1de9b6", "#e91e63", "#3f51b5", "#010203"];

test("whatever colour a site has, text on it and in it can be read, by light and by dark", async () => {
  const css = await readFile(new URL("../src/styles/palette.css", import.meta.url), "utf8");
  const [light, dark] = css.split("@media").map(variables);
  for (const text of COLOURS) {
    for (const [isDark, own] of [[false, light], [true, dark]]) {
      const worn = { ...own, ...paletteOf(readColour(text), isDark) };
      const reads = (front, back) => contrast(readColour(worn[front]), readColour(worn[back]));
      for (const [front, back] of PAIRS) {
        assert.ok(reads(front, back) >= 4.5, `${text}, ${isDark ? "dark" : "light"}: ${front} on ${back} ${reads(front, back)}`);
      }
    }
  }
});

const PAIRS = [
  ["--accent", "--surface"], ["--accent", "--paper"], ["--accent", "--accent-soft"],
  ["--on-accent", "--accent"], ["--on-accent", "--accent-strong"], ["--on-accent-fill", "--accent-fill"],
];

test("white stands out from the bubble", () => {
  for (const text of COLOURS) assert.ok(contrast(readColour(onLight(readColour(text))), [255, 255, 255]) >= 4.5, text);
});

test("a colour that can be read already is worn as it is", () => {
  assert.equal(paletteOf(readColour("#0f6661"), false)["--accent"], "#0f6661");
});

test("what is no colour is none", () => {
  for (const text of [null, undefined, "", "red", "#12", "#12345", "#1234567", "url(x)", "#ggg"]) assert.equal(readColour(text), null);
  assert.equal(onLight(null), null);
});

function variables(css) {
  return Object.fromEntries([...css.matchAll(/(--[a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}
