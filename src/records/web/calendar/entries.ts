import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { allOf, type Filter } from "#kernel/filter";
import type { ObjectMetadata, Page, RecordData } from "#records/contract";
import { request } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import { useSession } from "#web/session.ts";
import { useMetadata } from "../metadata.ts";
import type { CalendarSource } from "../page/slots.ts";
import { recordTitle } from "../record-values.ts";
import type { RecordPages } from "../records.ts";
import { addDays, type Day, instantAt } from "./days.ts";
import { type CalendarEntry, placeOf } from "./layout.ts";

interface Span {
  readonly from: Day;
  /** The first day that is not shown any more. */
  readonly until: Day;
}

export interface Entries {
  readonly entries: readonly CalendarEntry[];
  readonly isPending: boolean;
  /** There are more in this span than a calendar can show. */
  readonly cut: boolean;
}

const page = 200;
const pages = 5;

/** All that stands in the calendar between two days, of every source the user may see. */
export function useEntries(
  sources: readonly CalendarSource[],
  span: Span,
  filter: Filter | null | undefined,
  search: string | undefined,
): Entries {
  const { objects } = useMetadata();
  const { timeZone } = useSession().user;
  const seen = sources.filter((source) => objects[source.object]);
  useLiveEntries(seen);
  return useQueries({
    queries: seen.map((source) => {
      const object = objects[source.object] as ObjectMetadata;
      const query = {
        filter: JSON.stringify(allOf(within(object, source.field, span, timeZone), source.filter, filter)),
        search: search || undefined,
        fields: shownFields(object, source).join(","),
        sort: source.field,
        limit: String(page),
      };
      return {
        // Laid down as a list, so that a change made elsewhere on the screen shows here too.
        queryKey: ["records", source.object, "list", { ...query, calendar: true }],
        queryFn: ({ signal }: { signal: AbortSignal }) => fetchAll(object.plural, query, signal),
        placeholderData: (before: RecordPages | undefined) => before,
      };
    }),
    combine: (results) => {
      const entries = results.flatMap((result, index) => {
        const source = seen[index];
        const object = source && objects[source.object];
        return source && object && result.data ? entriesOf(object, source, result.data, timeZone) : [];
      });
      return {
        entries,
        isPending: results.some((one) => one.isPending),
        cut: results.some((one) => one.data?.pages.at(-1)?.next != null),
      };
    },
  });
}

function useLiveEntries(sources: readonly CalendarSource[]): void {
  const client = useQueryClient();
  const objects = useMemo(() => new Set(sources.map((source) => source.object)), [sources]);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive("*", ({ object }) => {
    if (!objects.has(object)) return;
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      for (const one of objects) void client.invalidateQueries({ queryKey: ["records", one, "list"] });
    }, 1000);
  });
}

async function fetchAll(plural: string, query: object, signal: AbortSignal): Promise<RecordPages> {
  const all: Page[] = [];
  let cursor: string | null = null;
  do {
    const one: Page = await request<Page>("GET", `/api/${plural}`, {
      query: { ...query, cursor: cursor ?? undefined },
      signal,
    });
    all.push(one);
    cursor = one.next;
  } while (cursor !== null && all.length < pages);
  return { pages: all, pageParams: all.map(() => ({ cursor: null, together: 1 })) };
}

function within(object: ObjectMetadata, field: string, { from, until }: Span, timeZone: string): Filter {
  if (object.fields[field]?.type === "date")
    return { field, op: "between", value: { from, to: addDays(until, -1) } };
  return {
    field,
    op: "between",
    value: { from: instantAt(from, 0, timeZone), to: instantAt(until, 0, timeZone) },
  };
}

function shownFields(object: ObjectMetadata, source: CalendarSource): string[] {
  return [
    ...new Set([object.title, source.field, source.done, source.ends, ...(object.owned ? ["owner"] : [])]),
  ].filter((name): name is string => name !== undefined && object.fields[name] !== undefined);
}

function entriesOf(
  object: ObjectMetadata,
  source: CalendarSource,
  data: RecordPages,
  timeZone: string,
): CalendarEntry[] {
  const type = object.fields[source.field]?.type ?? "date";
  return data.pages.flatMap((one) =>
    one.data.flatMap((record) => {
      const place = placeOf(record[source.field], type, timeZone);
      if (!place) return [];
      return [
        {
          key: `${source.key} ${record.id}`,
          source: source.key,
          object: object.name,
          field: source.field,
          record,
          title: recordTitle(object, record),
          ...place,
          minutes: lengthOf(record, source),
          done: source.done !== undefined && record[source.done] != null,
        },
      ];
    }),
  );
}

function lengthOf(record: RecordData, source: CalendarSource): number {
  const start = record[source.field];
  const end = source.ends ? record[source.ends] : undefined;
  if (typeof start !== "string" || typeof end !== "string") return 60;
  return Math.max(20, Math.round((Date.parse(end) - Date.parse(start)) / 60_000));
}
