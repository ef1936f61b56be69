import { contentLine } from "#exchange";

/** A line of an address book or a calendar (RFC 6350, RFC 5545). */
export interface Line {
  /** In capitals, without what groups it: `TEL`. */
  readonly name: string;
  /** Name and parameters as they were written: `item1.TEL;TYPE=cell`. */
  readonly head: string;
  /** As it was written, escapes and all. */
  readonly value: string;
}

/** A component with its lines, and the components within: alarms, overrides, time zones. */
export interface Component {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly parts: readonly Component[];
}

/** Lines of one text, and how deep components may lie in one another. */
const mostLines = 20_000;
const deepest = 5;

/** Reads the one component that a text consists of; null for what is none. */
export function readComponent(text: string): Component | null {
  const lines = unfolded(text);
  if (lines.length > mostLines) return null;
  const open: { name: string; lines: Line[]; parts: Component[] }[] = [];
  let whole: Component | null = null;
  for (const raw of lines) {
    const line = lineOf(raw);
    // What stands behind the whole, or outside of it, is nothing of ours.
    if (!line || whole) return null;
    if (line.name === "BEGIN") open.push({ name: line.value.trim().toUpperCase(), lines: [], parts: [] });
    if (open.length === 0 || open.length > deepest) return null;
    if (line.name === "BEGIN") continue;
    if (line.name !== "END") {
      open.at(-1)?.lines.push(line);
      continue;
    }
    const closed = open.pop();
    if (closed?.name !== line.value.trim().toUpperCase()) return null;
    const around = open.at(-1);
    if (around) around.parts.push(closed);
    else whole = closed;
  }
  return whole;
}

export function writeComponent({ name, lines, parts }: Component): string {
  return [
    contentLine("BEGIN", name),
    ...lines.map(({ head, value }) => contentLine(head, value)),
    ...parts.map(writeComponent),
    contentLine("END", name),
  ].join("");
}

/** The first line of a name. */
export function lineNamed({ lines }: Component, name: string): Line | undefined {
  return lines.find((line) => line.name === name);
}

/** Its text, without escapes; empty where there is none. */
export function textNamed(component: Component, name: string): string {
  return unescaped(lineNamed(component, name)?.value ?? "");
}

/** The parameter of a line, in its first form: `TZID` of `DTSTART;TZID=Europe/Sofia`. */
export function parameterOf({ head }: Line, name: string): string | undefined {
  const found = new RegExp(`;${name}=(?:"([^"]*)"|([^;:"]*))`, "i").exec(head);
  return found ? (found[1] ?? found[2]) : undefined;
}

export function unescaped(value: string): string {
  return value.replace(/\\([\\,;nN])/g, (_, sign: string) => (sign === "n" || sign === "N" ? "\n" : sign));
}

/** The parts of a value between signs that are not escaped, without their escapes. */
export function partsOf(value: string, between: ";" | ","): string[] {
  const parts = [""];
  for (const piece of value.match(/\\.|[^\\]/gs) ?? [])
    if (piece === between) parts.push("");
    else parts[parts.length - 1] += piece;
  return parts.map(unescaped);
}

/** Reads what `contentLine` wrote: a line by itself. */
export function lineOf(raw: string): Line | null {
  const found =
    /^((?:[\w-]+\.)?([\w-]+)(?:;[\w-]+(?:=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)?)*):(.*)$/s.exec(
      raw,
    );
  if (!found) return null;
  const [, head = "", name = "", value = ""] = found;
  return { name: name.toUpperCase(), head, value };
}

function unfolded(text: string): string[] {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
}
