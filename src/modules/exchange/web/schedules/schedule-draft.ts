import type {
  Rhythm,
  Schedule,
  ScheduleDefinition,
  ScheduledExport,
  ScheduledImport,
} from "#exchange/contract";

/** A schedule as it is typed: what is exported and what is imported stand side by side until it is saved. */
export interface ScheduleDraft {
  readonly name: string;
  readonly kind: "export" | "import";
  readonly rhythm: Rhythm;
  readonly place: string | null;
  readonly list: ScheduledExport["list"];
  readonly file_name: string;
  /** Of an import: whether the file is at an address instead of a place. */
  readonly atAddress: boolean;
  readonly address: string;
  readonly pattern: string;
  readonly template: string | null;
  readonly put_away: boolean;
}

export function draftOf(schedule: Schedule | undefined, object: string): ScheduleDraft {
  const empty: ScheduleDraft = {
    name: "",
    kind: "export",
    rhythm: { every: "day", hour: 6, minute: 0, weekday: 1, day: 1 },
    place: null,
    list: { object, format: "csv" },
    file_name: `${object}-{date}.csv`,
    atAddress: false,
    address: "",
    pattern: "*.csv",
    template: null,
    put_away: true,
  };
  if (!schedule) return empty;
  const { name, rhythm, what } = schedule;
  const place = what.place ?? null;
  if (what.kind === "export") return { ...empty, ...what, name, rhythm, place };
  const { address = "" } = what;
  return { ...empty, ...what, name, rhythm, place, address, atAddress: address !== "" };
}

export function definitionOf(draft: ScheduleDraft): ScheduleDefinition {
  const { name, rhythm } = draft;
  return { name, rhythm, what: draft.kind === "export" ? exportOf(draft) : importOf(draft) };
}

function exportOf({ place, list, file_name }: ScheduleDraft): ScheduledExport {
  return { kind: "export", place: place ?? "", list, file_name };
}

function importOf({
  place,
  atAddress,
  address,
  pattern,
  template,
  put_away,
}: ScheduleDraft): ScheduledImport {
  const source = atAddress ? { address } : { place: place ?? "" };
  return { kind: "import", ...source, pattern, template: template ?? "", put_away: !atAddress && put_away };
}
