import { defineConfig } from "vite";

/** The script that sites load: one file under one name, that runs anywhere. */
export default defineConfig({
  publicDir: false,
  build: {
    target: "es2022",
    emptyOutDir: false,
    lib: { entry: "src/widget/launcher.js", formats: ["iife"], name: "parleyWidget", fileName: () => "widget.js" },
  },
});
