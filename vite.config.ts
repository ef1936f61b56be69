import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;
const api = process.env.API_ADDRESS ?? "http://localhost:3000";

/** Groups of a room's texts that name what there is: needed wherever records are spoken of, and before any screen of the room. */
const namingGroups = new Set([
  "objects",
  "fields",
  "options",
  "related",
  "views",
  "events",
  "nav",
  "door",
  "setup",
]);

/** Groups of what the shell and records say that no first screen does: the server tells its errors in words itself. */
const lateGroups = new Set(["errors", "audit"]);

/**
 * Reads the texts of a language in two parts: `bg.json?first` has what the shell and records say and what rooms call
 * their things, `bg.json?rest` what stands on the rooms' own screens.
 */
const textsInParts: Plugin = {
  name: "texts-in-parts",
  enforce: "pre",
  transform(code, id) {
    const [, room, part] = /\/(?:modules\/(\w+)\/)?text\/\w+\.json\?(first|rest)$/.exec(id) ?? [];
    if (part === undefined) return undefined;
    const isFirst = (group: string): boolean =>
      room === undefined ? !lateGroups.has(group) : namingGroups.has(group);
    const groups = Object.entries(JSON.parse(code) as Record<string, unknown>);
    const wanted = groups.filter(([group]) => isFirst(group) === (part === "first"));
    const text = JSON.stringify(Object.fromEntries(wanted));
    return { code: `export default JSON.parse(${JSON.stringify(text)});`, moduleType: "js", map: null };
  },
};

export default defineConfig({
  root: resolve(here, "src/web"),
  plugins: [textsInParts, react()],
  build: {
    outDir: resolve(here, "dist/web"),
    emptyOutDir: true,
    target: "es2023",
    // Told by `bench/first-screen-size.ts` instead, which compresses as the server does.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    manifest: true,
    rolldownOptions: {
      // Our files do nothing but export: a screen gets of a room's front door what it takes, and no more.
      treeshake: { moduleSideEffects: [{ test: /\/src\/(?!web\/main).*\.tsx?$/, sideEffects: false }] },
      output: {
        codeSplitting: {
          // What changes seldom apart from what changes with each release, so that browsers keep it.
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
            {
              name: "tanstack",
              test: /node_modules\/@tanstack\/(react-router|router-core|history|react-query|query-core|store|react-store)\//,
              priority: 2,
            },
          ],
        },
      },
    },
  },
  server: {
    fs: { allow: [here] },
    proxy: { "/api": { target: api, changeOrigin: true } },
  },
});
