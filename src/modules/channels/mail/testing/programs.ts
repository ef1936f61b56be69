import { existsSync } from "node:fs";

/** Where Debian puts a server, if it is there; a test that needs it says so where it is not. */
export function programOf(name: string): string | null {
  const path = ["/usr/sbin", "/usr/bin"].map((folder) => `${folder}/${name}`).find((one) => existsSync(one));
  // They give up rights that only who starts as root has.
  const isThere = path !== undefined && process.getuid?.() === 0;
  if (!isThere)
    process.stdout.write(`${name} is not here, or cannot be started: what needs it is not tested.\n`);
  return isThere ? path : null;
}
