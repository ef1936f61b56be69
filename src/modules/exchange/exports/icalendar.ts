import { knownField } from "#records";
import type { RecordData } from "#records/contract";
import { asText } from "../imports/directory.ts";
import { contentLine, escaped, utcStamp } from "./content-lines.ts";
import type { ListToExport } from "./list-to-export.ts";

const asked = [
  "subject",
  "kind",
  "party",
  "created_at",
  "updated_at",
  "priority",
  "due_at",
  "ends_at",
  "done_at",
  "description",
  "at",
  "duration",
  "body",
] as const;

/** A calendar (RFC 5545): tasks as things to do, meetings, calls and visits as events. All times are in UTC. */
export async function* writeICalendar(list: ListToExport): AsyncGenerator<string> {
  const { object } = list;
  const known = await list.read(async (work) => asked.filter((name) => knownField(work, object, name)));
  const entry = object.name === "task" ? taskEntry : eventEntry;
  const pages = await list.pages(known.join(","));
  yield contentLine("BEGIN", "VCALENDAR") +
    contentLine("VERSION", "2.0") +
    contentLine("PRODID", "-//Rapport//Rapport//EN") +
    contentLine("CALSCALE", "GREGORIAN");
  for await (const records of pages) yield records.map(entry).join("");
  yield contentLine("END", "VCALENDAR");
}

const priorities: Readonly<Record<string, string>> = { high: "1", normal: "5", low: "9" };

function taskEntry(record: RecordData): string {
  const [due, ends, done] = [text(record.due_at), text(record.ends_at), text(record.done_at)];
  // What has a beginning and an end is due at its end, which must come after the beginning.
  const isSpan = due !== "" && ends > due;
  return component("VTODO", record, [
    line("DTSTART", isSpan ? utcStamp(due) : ""),
    line("DUE", due && utcStamp(isSpan ? ends : due)),
    line("PRIORITY", priorities[text(record.priority)] ?? ""),
    line("STATUS", done ? "COMPLETED" : "NEEDS-ACTION"),
    line("COMPLETED", done && utcStamp(done)),
    line("CATEGORIES", escaped(text(record.kind))),
    line("DESCRIPTION", escaped(text(record.description))),
  ]);
}

const meetings: ReadonlySet<unknown> = new Set(["meeting", "call", "visit"]);

function eventEntry(record: RecordData): string {
  const at = text(record.at);
  if (!meetings.has(record.kind) || !at) return "";
  const seconds = Math.round(Number(record.duration ?? 0));
  return component("VEVENT", record, [
    line("DTSTART", utcStamp(at)),
    line("DURATION", seconds > 0 ? `PT${seconds}S` : ""),
    line("CATEGORIES", escaped(text(record.kind))),
    line("DESCRIPTION", escaped(text(record.body))),
  ]);
}

// The id of the record is that of its entry for ever: a file read again changes what was read before.
function component(kind: string, record: RecordData, own: readonly string[]): string {
  const stamp = (value: unknown): string => text(value) && utcStamp(text(value));
  return [
    line("BEGIN", kind),
    line("UID", record.id),
    line("DTSTAMP", stamp(record.updated_at) || utcStamp(new Date().toISOString())),
    line("CREATED", stamp(record.created_at)),
    line("LAST-MODIFIED", stamp(record.updated_at)),
    line("SUMMARY", escaped(text(record.subject))),
    line("CONTACT", escaped(asText(record.party))),
    ...own,
    line("END", kind),
  ].join("");
}

const line = (name: string, value: string): string => (value === "" ? "" : contentLine(name, value));

const text = (value: unknown): string => (typeof value === "string" ? value : "");
