import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { access, constants, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/** Makes the folder of everything this installation keeps. Others may pass through it (PostgreSQL may have to), not look. */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o711 });
    await access(folder, constants.W_OK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EACCES" && existsSync(folder))
      throw new StartError(`This user may not write in the data folder ${folder}.`, { cause });
    throw new StartError(`The data folder ${folder} cannot be made: ${(cause as Error).message}.`, { cause });
  }
}

/** The secret from which all keys of this installation are derived: made once, kept in `secret`. */
export async function readSecret(folder: string): Promise<Buffer> {
  const path = join(folder, "secret");
  if (!existsSync(path)) await makeSecret(path);
  const secret = Buffer.from((await readFile(path, "utf8")).trim(), "hex");
  if (secret.length === 32) return secret;
  throw new StartError(
    `${path} does not hold 64 hexadecimal digits. Bring it back from a copy: without it, what is encrypted cannot be read.`,
  );
}

// Written beside its place and linked there whole: of two processes that start at once, one makes it and both read it.
async function makeSecret(path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
    await link(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return;
    throw new StartError(`The secret cannot be kept in ${path}: ${(cause as Error).message}.`, { cause });
  } finally {
    await rm(draft, { force: true });
  }
}
