import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Allowance } from "../reading/allowance.ts";
import { type Part, partsOf } from "../reading/parts.ts";
import type { LeftOut } from "../reading/table.ts";

interface ReadFile {
  readonly lists: Readonly<Record<string, string>>;
  readonly parts: readonly (Part & { readonly text: string })[];
  readonly left: readonly LeftOut[];
}

/** What comes out of a file: each list as the text of its rows, by name, and what was left out. */
export async function readFileOf(
  name: string,
  bytes: Buffer | string,
  { ours = [] as readonly string[], timeZone = "Europe/Sofia" } = {},
): Promise<ReadFile> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-reading-"));
  try {
    const path = join(folder, "upload");
    await writeFile(path, bytes);
    const left: LeftOut[] = [];
    const parts = await partsOf(
      { path, name },
      {
        folder,
        allowance: new Allowance(),
        ourAddresses: new Set(ours),
        knownAddresses: () => Promise.resolve(new Set()),
        timeZone,
        leaveOut: (one) => left.push(one),
      },
    );
    const withTexts = await Promise.all(
      parts.map(async (part) => ({
        ...part,
        text: (await readFile(part.path, "utf8")).trimEnd().replaceAll("\r\n", "\n"),
      })),
    );
    return {
      lists: Object.fromEntries(withTexts.map(({ name: list, text }) => [list, text])),
      parts: withTexts,
      left,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
