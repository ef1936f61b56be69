import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { type Locale, locales } from "#kernel/locale";

export const allowedKilobytes = 400;

/** A file of the built browser part, as Vite's manifest has it. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

export interface FirstScreen {
  /** Bytes of JavaScript, compressed as the server sends it. */
  readonly bytes: number;
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
}

/** What a browser loads for a first screen: the entry, one language, and the screen itself with what they lean on. */
export async function firstScreenSize(
  folder: string,
  screen = "home/home.tsx",
  locale: Locale = "en",
): Promise<FirstScreen> {
  const manifest = JSON.parse(await readFile(join(folder, ".vite/manifest.json"), "utf8")) as Record<
    string,
    Chunk
  >;
  const wanted = new Set<string>();
  for (const start of ["index.html", screen, `kit/languages/${locale}-first.ts`]) collect(start);
  const files = [];
  for (const name of wanted) {
    const file = manifest[name]?.file ?? "";
    if (file.endsWith(".js")) files.push({ file, bytes: compressed(await readFile(join(folder, file))) });
  }
  files.sort((left, right) => right.bytes - left.bytes);
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };

  function collect(name: string): void {
    if (wanted.has(name)) return;
    if (!manifest[name]) throw new Error(`The build has no ${name}`);
    wanted.add(name);
    for (const next of manifest[name].imports ?? []) collect(next);
  }
}

function compressed(content: Buffer): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;
}

// Fails when somebody, in whatever language, would wait for more than is allowed.
if (import.meta.main) {
  const folder = process.argv[2] ?? "dist/web";
  const { files, bytes } = await firstScreenSize(folder);
  for (const { file, bytes: size } of files)
    process.stdout.write(`${kilobytes(size).padStart(8)} KB  ${file}\n`);
  process.stdout.write(`${kilobytes(bytes).padStart(8)} KB  in English\n`);
  const all = await Promise.all(locales.map((locale) => firstScreenSize(folder, undefined, locale)));
  const most = Math.max(...all.map((screen) => screen.bytes));
  process.stdout.write(`${kilobytes(most).padStart(8)} KB  at most, of ${allowedKilobytes} KB allowed\n`);
  if (most > allowedKilobytes * 1024) process.exitCode = 1;
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
