import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = import.meta.dirname;
const api = process.env.API_ADDRESS ?? "http://localhost:3000";

export default defineConfig({
  root: resolve(here, "src/web"),
  plugins: [react()],
  build: {
    outDir: resolve(here, "dist/web"),
    emptyOutDir: true,
    target: "es2023",
    // Told by `src/web/bundle-size.ts` instead, which compresses as the server does.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    manifest: true,
    rolldownOptions: {
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
