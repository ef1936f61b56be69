import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

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
  locale = "en",
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

if (import.meta.main) {
  const { bytes, files } = await firstScreenSize(process.argv[2] ?? "dist/web");
  for (const { file, bytes: size } of files)
    process.stdout.write(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}\n`);
  process.stdout.write(`${(bytes / 1024).toFixed(1).padStart(8)} KB  in all, of 400 KB allowed\n`);
}
