import type { EntryForm, Meaning, Reader, Saying, Subject } from "./form.ts";
import { type Component, type Line, lineNamed, readComponent, writeComponent } from "./lines.ts";
import { movedAlong } from "./series.ts";
import { zonesIn } from "./zones.ts";

/** An entry as another program put it, and what we said of its record then, line by line. */
export interface Put {
  readonly uid: string;
  readonly body: string;
  readonly said: Readonly<Record<string, readonly string[]>>;
}

/**
 * The entry of a record, as it is now. Of an entry that another program has put every line stays as it was, for as long as
 * we say the same of the record as when it was put; what we do not know, we keep.
 */
export function writeEntry(form: EntryForm, subject: Subject, put: Put | undefined, reader: Reader): string {
  const whole = put && readComponent(put.body);
  const entry = whole && entryIn(whole, form);
  if (!put || !whole || !entry) return writeComponent(wholeOf(ownEntry(form, subject, reader)));
  const lines = mergedLines(form, entry, { saying: form.say(subject, reader), said: put.said, reader });
  const written: Component = { ...entry, lines };
  if (whole === entry) return writeComponent(written);
  return writeComponent(movedAlong(whole, entry, written));
}

/** What a text says of a record; null where it holds no entry of this form. */
export function meaningIn(form: EntryForm, whole: Component, reader: Reader): Meaning | null {
  const entry = entryIn(whole, form);
  return entry ? form.understand(entry, { ...reader, zones: zonesIn(whole) }) : null;
}

/** What is kept of what we say now, to know later whether we would say the same. */
export function saidNow(form: EntryForm, subject: Subject, reader: Reader): Put["said"] {
  const saying = form.say(subject, reader);
  return Object.fromEntries(Object.entries(saying).map(([name, lines]) => [name, lines.map(rawOf)]));
}

/** The component of the entry itself: of a series its master, not one of its exceptions. */
export function entryIn(whole: Component, form: EntryForm): Component | undefined {
  if (form.component === "VCARD") return whole.name === "VCARD" ? whole : undefined;
  if (whole.name !== "VCALENDAR") return undefined;
  const entries = whole.parts.filter(({ name }) => name === form.component);
  return entries.find((one) => !lineNamed(one, "RECURRENCE-ID")) ?? entries[0];
}

/** The entry of a record that nobody else has put. */
export function ownEntry(form: EntryForm, subject: Subject, reader: Reader): Component {
  const own: Line[] = form.component === "VCARD" ? [line("VERSION", "3.0")] : [];
  const uid = line("UID", form.uidOf(subject.record.id));
  return {
    name: form.component,
    lines: [...own, uid, ...Object.values(form.say(subject, reader)).flat()],
    parts: [],
  };
}

/** As it stands by itself: a card as it is, an entry of a calendar within one. */
function wholeOf(entry: Component): Component {
  if (entry.name === "VCARD") return entry;
  const lines = [line("VERSION", "2.0"), line("PRODID", "-//Rapport//Rapport//EN")];
  return { name: "VCALENDAR", lines, parts: [entry] };
}

function mergedLines(
  form: EntryForm,
  entry: Component,
  { saying, said, reader }: { saying: Saying; said: Put["said"]; reader: Reader },
): Line[] {
  const anew = saidAnew(form, saying, said);
  const ours = form.asSaidIn?.(saying, entry, reader) ?? saying;
  const theirs = entry.lines;
  const merged: Line[] = [];
  const done = new Set<string>();
  for (const line of theirs) {
    if (!anew.has(line.name)) merged.push(line);
    else if (!done.has(line.name)) {
      const same = theirs.filter(({ name }) => name === line.name);
      merged.push(...replaced(same, ours[line.name] ?? [], (one) => form.keyOf?.(one, reader)));
    }
    done.add(line.name);
  }
  const missing = [...anew].filter((name) => !done.has(name));
  return [...merged, ...missing.flatMap((name) => ours[name] ?? [])];
}

/** Properties of which we no longer say what we said when the entry was put. */
function saidAnew({ together }: EntryForm, saying: Saying, said: Put["said"]): Set<string> {
  const anew = new Set(
    Object.keys(saying).filter((name) => !sameLines(saying[name] ?? [], said[name] ?? [])),
  );
  for (const names of together)
    if (names.some((name) => anew.has(name))) for (const name of names) anew.add(name);
  return anew;
}

// Of several lines those stay as they were that are about the same.
function replaced(
  theirs: readonly Line[],
  ours: readonly Line[],
  keyOf: (line: Line) => string | undefined,
): readonly Line[] {
  return ours.map((line) => {
    const key = keyOf(line);
    return (key === undefined ? undefined : theirs.find((one) => keyOf(one) === key)) ?? line;
  });
}

function sameLines(ours: readonly Line[], said: readonly string[]): boolean {
  return ours.length === said.length && ours.every((line, at) => rawOf(line) === said[at]);
}

const rawOf = ({ head, value }: Line): string => `${head}:${value}`;
const line = (name: string, value: string): Line => ({ name, head: name, value });
