import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const read = (path) => readFile(new URL(path, import.meta.url), "utf8");
const PAGES = "../../parley/gateway/pages/static";

test("the chat page and the server's own pages wear the same colours and the same mark", async () => {
  assert.equal(await read("../src/styles/palette.css"), await read(`${PAGES}/palette.css`));
  assert.equal(await read("../public/mark.svg"), await read(`${PAGES}/mark.svg`));
});

test("text and controls stand out from what is behind them, by light and by dark", async () => {
  const [light, dark] = (await read("../src/styles/palette.css")).split("@media").map(colours);
  for (const palette of [light, dark]) {
    for (const [front, back] of READ) assert.ok(contrast(palette[front], palette[back]) >= 4.5, `${front} on ${back}`);
    for (const [front, back] of SEEN) assert.ok(contrast(palette[front], palette[back]) >= 3, `${front} on ${back}`);
  }
});

// WCAG 2.2, 1.4.3 (text) and 1.4.11 (edges of controls).
const READ = [
  ["ink", "paper"], ["ink", "surface"], ["ink", "sunken"], ["ink", "alert-soft"],
  ["ink-soft", "paper"], ["ink-soft", "surface"], ["accent", "surface"], ["accent", "accent-soft"],
  ["on-accent", "accent"], ["on-accent", "accent-strong"], ["on-accent-fill", "accent-fill"],
  ["alert", "paper"], ["alert", "alert-soft"], ["good", "good-soft"],
];
const SEEN = [["ink-soft", "line"], ["line-strong", "surface"], ["line-strong", "paper"], ["focus", "paper"], ["focus", "surface"]];

function colours(css) {
  return Object.fromEntries([...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
