import { useNavigate } from "@tanstack/react-router";
import type { FoundRecord } from "#records/contract";
import { useFieldTitle, useMetadata, useObjectTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import type { Entry, EntryGroup, EntryReason } from "./entries.ts";
import { matches } from "#web/matching.ts";
import { rememberVisit } from "#web/visited.ts";
import { type RecentRecord, useRecentRecords } from "./recent-records.ts";

type Shown = RecentRecord & Partial<Pick<FoundRecord, "subtitle" | "matches">>;

/**
 * Records for `text`, by object: those looked at lately whose title has it are there at once, and keep their place when
 * the answer of the server comes. Before anything is typed, the ones looked at lately.
 */
export function useRecordGroups(text: string, found: readonly FoundRecord[]): readonly EntryGroup[] {
  const t = useT();
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const entryOf = useRecordEntry();
  const recent = useRecentRecords();
  if (!text) return [{ title: t("shell.palette.recent"), entries: recent.map(entryOf) }];
  const answered = new Map(found.map((record) => [record.id, named(record)]));
  const lately = recent.filter(({ title }) => matches(title, text));
  const shown = new Map([...lately, ...answered.values()].map((one): [string, Shown] => [one.id, one]));
  const groups = Map.groupBy(
    [...shown.values()].filter(({ object }) => objects[object] !== undefined),
    ({ object }) => object,
  );
  return [...groups].map(([object, records]) => ({
    title: titleOf(object, "many"),
    entries: records.map(entryOf),
  }));
}

function useRecordEntry(): (record: Shown) => Entry {
  const navigate = useNavigate();
  const { objects } = useMetadata();
  const reasonOf = useReason();
  return (record) => {
    const definition = objects[record.object];
    const ofTitle = record.matches?.find(
      ({ object, field }) => object === record.object && field === definition?.title,
    );
    const reason = reasonOf(record);
    return {
      id: record.id,
      title: ofTitle?.text ?? record.title,
      ...(ofTitle && { marks: ofTitle.marks }),
      ...(reason && { reason }),
      ...(!reason && record.subtitle && { subtitle: record.subtitle }),
      icon: definition?.icon ?? "",
      ...((record.object === "person" || record.object === "company") && { face: record.object }),
      run: () => {
        rememberVisit(record);
        void navigate({ to: `/${definition?.plural}/${record.id}` });
      },
    };
  };
}

/** In which field besides the title the words stand, and which parts of it. */
function useReason(): (record: Shown) => EntryReason | undefined {
  const { objects } = useMetadata();
  const objectTitle = useObjectTitle();
  const fieldTitle = useFieldTitle();
  return (record) => {
    const match = record.matches?.find(
      ({ object, field }) => object !== record.object || field !== objects[object]?.title,
    );
    if (!match) return undefined;
    const label =
      match.object === record.object ? fieldTitle(match.object, match.field) : objectTitle(match.object);
    return { label, text: match.text, marks: match.marks };
  };
}

// Who may not see what a record is called still sees by what it was found.
function named({ title, ...record }: FoundRecord): Shown {
  return { ...record, title: title ?? record.matches[0]?.text ?? "…" };
}
