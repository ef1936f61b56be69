import { existsSync } from "node:fs";

/** Where Debian puts a server, if it is there; a test that needs it says so where it is not. */
export function programOf(name: string): string | null {
  const path = `/usr/sbin/${name}`;
  // They give up rights that only who starts as root has.
  const isThere = existsSync(path) && process.getuid?.() === 0;
  if (!isThere)
    process.stdout.write(`${name} is not here, or cannot be started: what needs it is not tested.\n`);
  return isThere ? path : null;
}
