import type { QueryClient } from "@tanstack/react-query";
import type { RecordData } from "#records/contract";
import type { RecordPages } from "./records.ts";

/** A record as some list or page of the browser last had it; it may lack fields that the list did not ask for. */
export function cachedRecord(client: QueryClient, object: string, id: string): RecordData | undefined {
  const whole = client.getQueryData<RecordData>(["records", object, "one", id]);
  if (whole) return whole;
  for (const [, pages] of client.getQueriesData<RecordPages>({ queryKey: ["records", object, "list"] })) {
    for (const page of pages?.pages ?? []) {
      const found = page.data.find((record) => record.id === id);
      if (found) return found;
    }
  }
  return undefined;
}

/** Whether any list or page of the browser holds the record. */
export function isCached(client: QueryClient, object: string, id: string): boolean {
  return cachedRecord(client, object, id) !== undefined;
}

/** Changes the record wherever the browser holds it: on its page and in every list, in its place. */
export function patchCached(
  client: QueryClient,
  object: string,
  id: string,
  change: (record: RecordData) => RecordData,
): void {
  client.setQueryData<RecordData>(["records", object, "one", id], (record) => record && change(record));
  client.setQueriesData<RecordPages>({ queryKey: ["records", object, "list"] }, (pages) => {
    if (!pages?.pages.some((page) => page.data.some((record) => record.id === id))) return pages;
    return {
      ...pages,
      pages: pages.pages.map((page) =>
        page.data.some((record) => record.id === id)
          ? { ...page, data: page.data.map((record) => (record.id === id ? change(record) : record)) }
          : page,
      ),
    };
  });
}

/** Takes records out of every list: they were archived. */
export function dropCached(client: QueryClient, object: string, ids: ReadonlySet<string>): void {
  client.setQueriesData<RecordPages>({ queryKey: ["records", object, "list"] }, (pages) => {
    if (!pages) return pages;
    let dropped = 0;
    const kept = pages.pages.map((page) => {
      const data = page.data.filter((record) => !ids.has(record.id));
      dropped += page.data.length - data.length;
      return data.length === page.data.length ? page : { ...page, data };
    });
    if (dropped === 0) return pages;
    return {
      ...pages,
      pages: kept.map((page) =>
        page.count
          ? { ...page, count: { ...page.count, value: Math.max(0, page.count.value - dropped) } }
          : page,
      ),
    };
  });
}

/** What the server now says of a record, laid over what is held, unless that is newer already. */
export function newer(held: RecordData, come: RecordData): RecordData {
  return come.version >= held.version ? { ...held, ...come } : held;
}

/**
 * Asks again for what depends on many records: totals and lists. Asking a list again means asking for each page
 * that was loaded, one after the other, so that very long ones get their turn at most once in ten seconds.
 */
export function refreshLists(client: QueryClient, object: string): void {
  void client.invalidateQueries({ queryKey: ["records", object, "totals"] });
  refreshWhere(client, object, (rows) => rows <= longList);
  if (waiting.has(object)) return;
  const wait = setTimeout(() => {
    waiting.delete(object);
    refreshWhere(client, object, (rows) => rows > longList);
  }, 10_000);
  waiting.set(object, wait);
}

const longList = 2000;
const waiting = new Map<string, ReturnType<typeof setTimeout>>();

function refreshWhere(client: QueryClient, object: string, fits: (rows: number) => boolean): void {
  void client.invalidateQueries({
    queryKey: ["records", object, "list"],
    predicate: (query) => fits(rowsIn(query.state.data as RecordPages | undefined)),
  });
}

function rowsIn(held: RecordPages | undefined): number {
  return held?.pages.reduce((sum, page) => sum + page.data.length, 0) ?? 0;
}
