import { afterAll, vi } from "vitest";
import { leave } from "./leaving.ts";

// Read anew for every file of tests, where all other modules are read once for many: what those say to vitest themselves
// holds of the first file alone.
afterAll(async () => {
  // A test that failed in between leaves its clock to nobody.
  vi.useRealTimers();
  await leave();
});
