import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { StartError } from "./start-error.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const mark = join(root, "dist/web/.built-from");

/** All that the browser part is made of, and what may change how it is made. */
const sources = [
  "src/{kernel,records,web}/**/*",
  "src/modules/*/{contract,text,web}/**/*",
  "vite.config.ts",
  "package-lock.json",
];

export const webFolder = join(root, "dist/web");

/** Builds the browser part when it is not there or its sources have changed. Returns whether it did. */
export async function buildWebWhenStale(): Promise<boolean> {
  const digest = await digestOfSources();
  if (existsSync(mark) && (await readFile(mark, "utf8")) === digest) return false;
  const vite = findVite();
  // Where no build tools are installed, what was built elsewhere is served as it is.
  if (!vite && existsSync(join(webFolder, "index.html"))) return false;
  if (!vite)
    throw new StartError(
      "The browser part is not built, and Vite, which builds it, is not installed. Run npm ci.",
    );
  await runVite(vite, []);
  // What stands on pages elsewhere, the chat and forms, is a file each of its own, in the folder that was just made.
  for (const script of ["chat-widget", "form-script"])
    await runVite(vite, ["--config", `src/modules/channels/web/${script}/vite.config.ts`]);
  await writeFile(mark, digest);
  return true;
}

async function digestOfSources(): Promise<string> {
  const hash = createHash("sha256");
  const names = await Array.fromAsync(
    glob(sources, { cwd: root, exclude: (name) => /\.test\.tsx?$/.test(name) }),
  );
  for (const name of names.sort()) {
    const content = await readFile(join(root, name)).catch(() => undefined);
    if (content) hash.update(name).update("\0").update(content).update("\0");
  }
  return hash.digest("hex");
}

function findVite(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  } catch {
    return undefined;
  }
}

// In a process of its own: its memory goes when it is done.
async function runVite(vite: string, more: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn", ...more], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0)
    throw new StartError(`The browser part could not be built:\n${stripVTControlCharacters(output).trim()}`);
}
