import { resolve } from "node:path";
import { defineConfig } from "vite";

const here = import.meta.dirname;

/** What puts a form on a page elsewhere and helps who fills it in: one classic script, beside the browser part and after it. */
export default defineConfig({
  root: here,
  publicDir: false,
  build: {
    outDir: resolve(here, "../../../../../dist/web/forms"),
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: false,
    lib: {
      entry: resolve(here, "main.ts"),
      formats: ["iife"],
      name: "rapportForm",
      fileName: () => "embed.js",
    },
  },
});
