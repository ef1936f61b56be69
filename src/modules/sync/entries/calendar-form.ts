import { escaped, zoneNamed } from "#exchange";
import type { RecordData } from "#records/contract";
import type { EntryForm, Meaning, Reader, Saying } from "./form.ts";
import { durationOf, instantOf, later, localIn, stamp, utc } from "./instants.ts";
import { type Component, type Line, lineNamed, parameterOf, textNamed } from "./lines.ts";

const fields = [
  "subject",
  "kind",
  "priority",
  "due_at",
  "ends_at",
  "done_at",
  "party",
  "description",
  "created_at",
  "updated_at",
] as const;

const common = {
  object: "task",
  mediaType: "text/calendar",
  extension: ".ics",
  fields,
  uidOf: (id: string) => id,
} as const;

/** The times of an entry, each at the end of which a day may stand. */
const times = ["DTSTART", "DTEND", "DUE"] as const;

/** Tasks as things to do. What has a beginning and an end is due at its end. */
export const todoForm: EntryForm = {
  ...common,
  component: "VTODO",
  together: [
    ["DTSTART", "DUE", "DURATION"],
    ["STATUS", "COMPLETED", "PERCENT-COMPLETE"],
  ],
  asSaidIn: timesAsSaidIn,
  say({ record }) {
    const [due, ends] = [stamp(record["due_at"]), stamp(record["ends_at"])];
    const isSpan = due !== "" && ends > due;
    const done = stamp(record["done_at"]);
    return {
      ...commonLines(record),
      DTSTART: lines("DTSTART", isSpan ? due : ""),
      DUE: lines("DUE", isSpan ? ends : due),
      DURATION: [],
      PRIORITY: lines("PRIORITY", priorities[String(record["priority"])] ?? ""),
      STATUS: lines("STATUS", done ? "COMPLETED" : "NEEDS-ACTION"),
      COMPLETED: lines("COMPLETED", done),
      "PERCENT-COMPLETE": lines("PERCENT-COMPLETE", done ? "100" : ""),
    };
  },
  understand(entry, reader) {
    const starts = instantOf(lineNamed(entry, "DTSTART"), reader);
    const due = dueOf(entry, reader, starts?.instant);
    const isSpan = starts !== null && due !== null && due > starts.instant;
    const status = textNamed(entry, "STATUS").toUpperCase();
    const completed = instantOf(lineNamed(entry, "COMPLETED"), utc);
    const isDone = status === "COMPLETED" || (status === "" && completed !== null);
    return {
      values: {
        ...commonValues(entry),
        priority: priorityOf(textNamed(entry, "PRIORITY")),
        due_at: isSpan ? starts.instant : due,
        ends_at: isSpan ? due : null,
      },
      doneAt: isDone ? (completed?.instant ?? new Date().toISOString()) : null,
    };
  },
};

/** Planned meetings as events. */
export const eventForm: EntryForm = {
  ...common,
  component: "VEVENT",
  together: [["DTSTART", "DTEND", "DURATION"]],
  asSaidIn: timesAsSaidIn,
  say({ record }) {
    const [starts, ends] = [stamp(record["due_at"]), stamp(record["ends_at"])];
    return {
      ...commonLines(record),
      DTSTART: lines("DTSTART", starts),
      DTEND: lines("DTEND", ends > starts ? ends : ""),
      DURATION: [],
    };
  },
  understand(entry, reader) {
    const starts = instantOf(lineNamed(entry, "DTSTART"), reader);
    if (!starts) return null;
    const ends = instantOf(lineNamed(entry, "DTEND"), reader)?.instant;
    const lasts = durationOf(lineNamed(entry, "DURATION"));
    const until = ends ?? (lasts === null ? null : later(starts.instant, lasts));
    return {
      values: {
        ...commonValues(entry),
        due_at: starts.instant,
        ends_at: until !== null && until > starts.instant ? until : null,
      },
    };
  },
};

function commonLines(record: RecordData): Saying {
  const { party } = record as { party?: { title?: unknown } | null };
  return {
    CREATED: lines("CREATED", stamp(record["created_at"])),
    "LAST-MODIFIED": lines("LAST-MODIFIED", stamp(record["updated_at"])),
    DTSTAMP: lines("DTSTAMP", stamp(record["updated_at"])),
    SUMMARY: lines("SUMMARY", text(record["subject"])),
    DESCRIPTION: lines("DESCRIPTION", text(record["description"])),
    CONTACT: lines("CONTACT", text(party?.title)),
  };
}

function commonValues(entry: Component): Meaning["values"] {
  const description = textNamed(entry, "DESCRIPTION").trim();
  const subject = textNamed(entry, "SUMMARY").trim().replace(/\s+/g, " ");
  return {
    subject: (subject || description.split("\n", 1)[0] || "…").slice(0, 300),
    description: description || null,
  };
}

/** Our times in the zone in which theirs are meant, and as days where theirs are days and ours begin and end with one. */
function timesAsSaidIn(saying: Saying, entry: Component, reader: Reader): Saying {
  const theirs = times.flatMap((name) => lineNamed(entry, name) ?? []);
  const ours = times.flatMap((name) => saying[name] ?? []);
  const isDays = ours.every((line) => dayIn(line, reader) !== null);
  const said = ours.map((line) => {
    const like = theirs.find(({ name }) => name === line.name) ?? theirs[0];
    return (like && timeLike(like, line, { reader, isDays })) ?? line;
  });
  return { ...saying, ...Object.fromEntries(said.map((line) => [line.name, [line]])) };
}

function timeLike(
  like: Line,
  line: Line,
  { reader, isDays }: { reader: Reader; isDays: boolean },
): Line | undefined {
  const parameters = like.head.slice(like.head.search(/;|$/));
  const head = `${line.name}${parameters}`;
  if (/^\d{8}$/.test(like.value.trim())) {
    const day = isDays ? dayIn(line, reader) : null;
    return day === null ? undefined : { ...line, head, value: day };
  }
  if (!/^\d{8}T\d{6}$/.test(like.value.trim())) return undefined;
  const named = parameterOf(like, "TZID");
  const zone = named === undefined ? reader.timeZone : zoneNamed(named);
  return zone === undefined ? undefined : { ...line, head, value: localIn(line, zone) };
}

/** The day with which one of our times begins, or ends where it is the time by which something is due; null where it is none. */
function dayIn(line: Line, { timeZone }: Reader): string | null {
  const local = localIn(line, timeZone);
  return local.endsWith(line.name === "DUE" ? "T235959" : "T000000") ? local.slice(0, 8) : null;
}

function lines(name: string, value: string): readonly Line[] {
  return value === "" ? [] : [{ name, head: name, value }];
}

const text = (value: unknown): string => (typeof value === "string" ? escaped(value) : "");

const priorities: Readonly<Record<string, string>> = { high: "1", normal: "5", low: "9" };

// RFC 5545: 1 to 4 is high, 5 in between, 6 to 9 low; 0 says nothing.
function priorityOf(said: string): string {
  const priority = Number(said);
  if (priority >= 1 && priority <= 4) return "high";
  return priority >= 6 && priority <= 9 ? "low" : "normal";
}

// What is due on a day is due by its end.
function dueOf(entry: Component, reader: Reader, starts: string | undefined): string | null {
  const due = instantOf(lineNamed(entry, "DUE"), reader);
  if (due) return due.isDay ? later(due.instant, 86_399_000) : due.instant;
  const lasts = durationOf(lineNamed(entry, "DURATION"));
  return starts === undefined || lasts === null ? null : later(starts, lasts);
}
