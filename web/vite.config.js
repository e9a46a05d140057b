import { defineConfig } from "vite";

export default defineConfig({
  // Relative addresses, so that the built page works behind any path prefix.
  base: "./",
  build: {
    target: "es2022",
    // Every picture stays a file: the page's policy then needs no exception for it.
    assetsInlineLimit: 0,
    // The polyfill is for browsers older than the target.
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      "/socket.io": { target: process.env.PARLEY_PUBLIC_URL ?? "http://127.0.0.1:8000", ws: true },
    },
  },
});
