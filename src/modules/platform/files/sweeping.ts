import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Runtime } from "#records";

const day = 24 * 3_600_000;

/** Removes what uploads left behind that were cut off: temporary files older than a day. */
export async function sweepIncoming(runtime: Runtime): Promise<void> {
  const folder = join(runtime.settings.dataFolder, "files", "incoming");
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > day) await rm(path, { force: true });
  }
}
