import { useQueryClient } from "@tanstack/react-query";
import type { Filter } from "#kernel/filter";
import type { BulkBody, ObjectMetadata, RecordData } from "#records/contract";
import { request } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useTray } from "#web/tray.ts";
import { useObjectTitle } from "../metadata.ts";
import { dropCached } from "../record-cache.ts";
import { writtenValues } from "../record-values.ts";

/** The rows by id, or all that a filter finds. */
export type BulkTarget =
  | { readonly ids: readonly string[] }
  | { readonly filter: Filter | null; readonly search: string; readonly count: number };

interface BulkAnswer {
  readonly changed: number;
  readonly ids: readonly string[];
}

/** Rows a request: small enough that progress moves, large enough to be quick. */
const portion = 500;

/** Changes or archives many records; long work stands in the tray and can be left. */
export function useBulk(object: ObjectMetadata) {
  const t = useT();
  const { number } = useFormat();
  const client = useQueryClient();
  const tray = useTray();
  const objectTitle = useObjectTitle();

  async function run(
    target: BulkTarget,
    what: Omit<BulkBody, "ids" | "filter" | "search">,
    title: string,
  ): Promise<BulkAnswer | null> {
    const total = "ids" in target ? target.ids.length : target.count;
    const id = crypto.randomUUID();
    const long = total > portion;
    const post = (body: BulkBody) => request<BulkAnswer>("POST", `/api/${object.plural}/bulk`, { body });
    const tell = (state: "running" | "done" | "failed", done: number, text?: string) =>
      long &&
      tray.put({
        id,
        title,
        state,
        progress: done / total,
        text: text ?? t("records.bulk.progress", { done: number(done), total: number(total) }),
      });
    tell("running", 0);
    let done = 0;
    try {
      const ids: string[] = [];
      if ("ids" in target) {
        for (let start = 0; start < total; start += portion) {
          const answer = await post({ ...what, ids: target.ids.slice(start, start + portion) });
          done += answer.changed;
          ids.push(...answer.ids);
          tell("running", Math.min(total, start + portion));
        }
      } else {
        const answer = await post({
          ...what,
          filter: target.filter ?? { and: [] },
          ...(target.search ? { search: target.search } : {}),
        });
        done = answer.changed;
        ids.push(...answer.ids);
      }
      tell("done", total);
      return { changed: done, ids };
    } catch (error) {
      tell("failed", done, problemText(error));
      notifyProblem(error);
      return null;
    } finally {
      void client.invalidateQueries({ queryKey: ["records", object.name] });
    }
  }

  return {
    /** `rows`: what is loaded, so that the old values can be written back. */
    async change(
      target: BulkTarget,
      values: Readonly<Record<string, unknown>>,
      rows: readonly RecordData[],
    ): Promise<void> {
      const title = t("records.bulk.changing", { objects: objectTitle(object.name, "many") });
      const answer = await run(target, { change: writtenValues(object, values) }, title);
      if (!answer) return;
      const before = rows.filter((row) => answer.ids.includes(row.id));
      const whole =
        before.length === answer.changed &&
        Object.keys(values).every((name) => before.every((row) => name in row));
      notifyDone(
        t("records.bulk.changed", { count: answer.changed, number: number(answer.changed) }),
        whole ? { undo: () => writeBack(before, Object.keys(values)) } : {},
      );
    },
    async archive(target: BulkTarget): Promise<void> {
      if ("ids" in target) dropCached(client, object.name, new Set(target.ids));
      const title = t("records.bulk.archiving", { objects: objectTitle(object.name, "many") });
      const answer = await run(target, { archive: true }, title);
      if (!answer) return;
      // The server names the first thousand: more than these are restored from the recycle bin.
      const undo =
        answer.ids.length === answer.changed
          ? { undo: () => run({ ids: answer.ids }, { restore: true }, title) }
          : {};
      notifyDone(t("records.bulk.archived", { count: answer.changed, number: number(answer.changed) }), undo);
    },
  };

  // Rows that had the same value before go back in one request.
  async function writeBack(rows: readonly RecordData[], fields: readonly string[]): Promise<void> {
    const groups = new Map<string, string[]>();
    for (const row of rows) {
      const values = JSON.stringify(
        writtenValues(object, Object.fromEntries(fields.map((name) => [name, row[name] ?? null]))),
      );
      groups.set(values, [...(groups.get(values) ?? []), row.id]);
    }
    for (const [values, ids] of groups)
      await request("POST", `/api/${object.plural}/bulk`, { body: { ids, change: JSON.parse(values) } });
    await client.invalidateQueries({ queryKey: ["records", object.name] });
  }
}
