import type { ColumnSurvey } from "../../contract/imports.ts";
import { headingKey, keysOf, type PresetFile } from "./preset.ts";
import { presets } from "./registry.ts";

/** A layout of another system's export. */
export interface Recognised {
  readonly system: string;
  readonly file: PresetFile;
}

/** Which export the headings are those of: of several the one that knows most of them. */
export function recognise(columns: readonly ColumnSurvey[]): Recognised | undefined {
  const headings = new Set(columns.map(({ name }) => headingKey(name)));
  const fitting = layouts()
    .filter(({ file }) => hasSignature(file, headings))
    .map((layout) => ({ layout, known: knownShare(layout.file, headings) }));
  return fitting.sort((left, right) => right.known - left.known)[0]?.layout;
}

/** The layout of that system and entity that fits the headings best, whatever is missing. */
export function layoutOf(
  system: string,
  entity: string,
  columns: readonly ColumnSurvey[],
): Recognised | undefined {
  const headings = new Set(columns.map(({ name }) => headingKey(name)));
  return layouts()
    .filter((layout) => layout.system === system && layout.file.entity === entity)
    .sort((left, right) => knownShare(right.file, headings) - knownShare(left.file, headings))[0];
}

const layouts = (): Recognised[] =>
  presets.flatMap(({ system, files }) => files.map((file) => ({ system, file })));

function hasSignature(file: PresetFile, headings: ReadonlySet<string>): boolean {
  const has = (heading: string) => headings.has(headingKey(heading));
  if (file.without?.some(has)) return false;
  return file.signature.every((one) => (typeof one === "string" ? has(one) : one.some(has)));
}

function knownShare(file: PresetFile, headings: ReadonlySet<string>): number {
  const all = [...Object.keys(file.columns), ...(file.leftOut ?? [])];
  const known = new Set(all.flatMap((heading) => keysOf(file, heading)));
  let count = 0;
  for (const heading of headings) if (known.has(heading) || known.has(withoutNumber(heading))) count++;
  return count / Math.max(1, headings.size);
}

const withoutNumber = (heading: string): string => heading.replace(/ \d{1,2}(?= - )/, " #");
