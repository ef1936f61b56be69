import { defineConfig } from "vitest/config";

// Limits for what hangs, not for what is slow: machines that check may have much else to do.
const onPostgreSQL = { globalSetup: "test/database-server.ts", testTimeout: 180_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    // One more than the processors of a small machine: whoever tests waits for the database half of the time.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "db/**/*.test.ts", "test/*.test.ts"],
          // The product is read once by each worker, not anew for every file: its modules keep no state.
          isolate: false,
          setupFiles: "test/leaving-setup.ts",
          ...onPostgreSQL,
        },
      },
      {
        test: {
          // Each file starts programs of its own, and waits more than it works: for what was killed to come back, for what is drawn.
          name: "whole product",
          include: ["test/breakage/**/*.test.ts", "test/e2e/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
