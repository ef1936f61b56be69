/**
 * Texts of users with places that are filled in: `Dear {{contact}}, our offer {{number}} of {{issued|short}}`,
 * `{{if due}}Please pay by {{due}}.{{else}}Thank you.{{end}}`, `{{for lines}}{{description}}, {{end}}`.
 *
 * That is all there is: no expressions, no calls, no way to anything but the values that are handed over. What a value
 * holds is never read as a text to fill in.
 */
export interface MergeValues {
  readonly [name: string]: MergeValue;
}
/** A text; a text in several formats, plain under ""; or a list to go through. Empty ones count as absent. */
export type MergeValue = string | Readonly<Record<string, string>> | readonly MergeValues[];

/** What may stand in a text: names with their formats, and lists with what each entry has. */
export interface MergeNames {
  readonly [name: string]: readonly string[] | { readonly each: MergeNames };
}

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name"; readonly name: string; readonly format: string; readonly as: string }
  | { readonly kind: "if"; readonly name: string; readonly parts: Part[]; readonly otherwise: Part[] }
  | { readonly kind: "for"; readonly name: string; readonly parts: Part[] };

export const longestMergeText = 4000;
const longestResult = 64 * 1024;
const deepest = 4;
const place = /\{\{([^{}]*)\}\}/g;
const instruction =
  /^\s*(?:(if|for)\s+([a-z_]{1,40})|(else|end)|([a-z_]{1,40})(?:\s*\|\s*([a-z]{1,20}))?)\s*$/;

/** What of `text` cannot be filled in, as it stands there; null where all of it can. */
export function mergeProblem(text: string, names: MergeNames): string | null {
  if (text.length > longestMergeText) return `${text.slice(0, 40)}…`;
  const read = parse(text);
  return "problem" in read ? read.problem : problemIn(read.parts, names);
}

/** The text with its places filled in; what cannot be read, or has no value, stays as it is. At most 64 KB come out. */
export function merge(text: string, values: MergeValues): string {
  if (text.length > longestMergeText) return text;
  const read = parse(text);
  if ("problem" in read) return text;
  const room = { left: longestResult };
  return said(read.parts, [values], room);
}

type Read = { readonly parts: readonly Part[] } | { readonly problem: string };

interface Open {
  readonly opening: string;
  readonly into: Part[];
  readonly otherwise?: Part[];
}

function parse(text: string): Read {
  const parts: Part[] = [];
  const open: Open[] = [];
  let into = parts;
  let from = 0;
  for (const found of text.matchAll(place)) {
    if (found.index > from) into.push({ kind: "text", text: text.slice(from, found.index) });
    from = found.index + found[0].length;
    const [, block, over, turn, name, format = ""] = instruction.exec(found[1] ?? "") ?? [];
    if (name && name !== "if" && name !== "for") into.push({ kind: "name", name, format, as: found[0] });
    else if (block && over) {
      if (open.length === deepest) return { problem: found[0] };
      const inner: Part[] = [];
      const otherwise: Part[] = [];
      open.push({ opening: found[0], into, ...(block === "if" && { otherwise }) });
      into.push(
        block === "if"
          ? { kind: "if", name: over, parts: inner, otherwise }
          : { kind: "for", name: over, parts: inner },
      );
      into = inner;
    } else if (turn === "else") {
      const { otherwise } = open.at(-1) ?? {};
      if (!otherwise || into === otherwise) return { problem: found[0] };
      into = otherwise;
    } else if (turn === "end") {
      const closed = open.pop();
      if (!closed) return { problem: found[0] };
      into = closed.into;
    } else return { problem: found[0] };
  }
  if (from < text.length) into.push({ kind: "text", text: text.slice(from) });
  const unclosed = open.at(-1);
  return unclosed ? { problem: unclosed.opening } : { parts };
}

function problemIn(parts: readonly Part[], names: MergeNames): string | null {
  for (const part of parts) {
    const problem = problemOf(part, names);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOf(part: Part, names: MergeNames): string | null {
  if (part.kind === "text") return null;
  const known = Object.hasOwn(names, part.name) ? names[part.name] : undefined;
  const each = known && "each" in known ? known.each : undefined;
  if (part.kind === "name") {
    const fits = known && !("each" in known) && (part.format === "" || known.includes(part.format));
    return fits ? null : part.as;
  }
  if (!known || (part.kind === "for" && !each)) return `{{${part.kind} ${part.name}}}`;
  if (part.kind === "for") return problemIn(part.parts, { ...names, ...each });
  return problemIn(part.parts, names) ?? problemIn(part.otherwise, names);
}

function said(parts: readonly Part[], scopes: readonly MergeValues[], room: { left: number }): string {
  let text = "";
  for (const part of parts) {
    if (room.left <= 0) return text;
    text += saidOf(part, scopes, room);
  }
  return text;
}

function saidOf(part: Part, scopes: readonly MergeValues[], room: { left: number }): string {
  if (part.kind === "text") return within(part.text, room);
  const value = valueOf(part.name, scopes);
  if (part.kind === "name") return within(value === undefined ? part.as : textOf(value, part.format), room);
  if (part.kind === "if") return said(isThere(value) ? part.parts : part.otherwise, scopes, room);
  if (!isList(value)) return "";
  // Each turn costs something, so that a list within a list within a list of nothing ends, too.
  return value.map((entry) => (room.left-- > 0 ? said(part.parts, [entry, ...scopes], room) : "")).join("");
}

function within(text: string, room: { left: number }): string {
  const part = text.slice(0, Math.max(0, room.left));
  room.left -= part.length;
  return part;
}

function valueOf(name: string, scopes: readonly MergeValues[]): MergeValue | undefined {
  return scopes.find((values) => Object.hasOwn(values, name))?.[name];
}

function textOf(value: MergeValue | undefined, format: string): string {
  if (value === undefined || isList(value)) return "";
  if (typeof value === "string") return value;
  const plain = Object.hasOwn(value, "") ? value[""] : "";
  return (Object.hasOwn(value, format) ? value[format] : plain) ?? "";
}

function isThere(value: MergeValue | undefined): boolean {
  return isList(value) ? value.length > 0 : textOf(value, "") !== "";
}

function isList(value: MergeValue | undefined): value is readonly MergeValues[] {
  return Array.isArray(value);
}
