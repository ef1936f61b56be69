import { AppError } from "#kernel/error";
import iconv from "iconv-lite";
import type { Layout } from "../contract/imports.ts";
import { detectDelimiter } from "./delimiter.ts";
import { detectEncoding } from "./encoding.ts";
import { firstBytes } from "./first-bytes.ts";

/** How the file at `path` is written: encoding and delimiter. Throws `import_file_empty`, `import_file_unreadable`. */
export async function detectLayout(path: string): Promise<Layout> {
  return layoutOf(await firstBytes(path));
}

/** The same for bytes at hand. */
export function layoutOf(sample: Buffer): Layout {
  if (sample.length === 0) throw new AppError("import_file_empty");
  const encoding = detectEncoding(sample);
  if (!encoding) throw new AppError("import_file_unreadable", { params: { reason: "binary", row: 0 } });
  const text = iconv.decode(sample, encoding);
  if (text.trim() === "") throw new AppError("import_file_empty");
  const hint = /^\uFEFF?sep=(.)\r?\n/i.exec(text)?.[1];
  return { encoding, delimiter: hint ? oneOfOurs(hint, text) : detectDelimiter(text) };
}

// Excel writes its delimiter into a first line "sep=;".
function oneOfOurs(hint: string, text: string): Layout["delimiter"] {
  return hint === ";" || hint === "," || hint === "\t" || hint === "|" ? hint : detectDelimiter(text);
}
