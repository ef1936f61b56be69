import { resolve } from "node:path";
import { defineConfig } from "vite";

const here = import.meta.dirname;

/** The chat for pages elsewhere: one classic script, beside the browser part and after it. */
export default defineConfig({
  root: here,
  publicDir: false,
  build: {
    outDir: resolve(here, "../../../../../dist/web/chat"),
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: false,
    lib: {
      entry: resolve(here, "main.ts"),
      formats: ["iife"],
      name: "rapportChatWidget",
      fileName: () => "widget.js",
    },
  },
});
