import { useQueryClient } from "@tanstack/react-query";
import type { Filter } from "#kernel/filter";
import type { BulkBody, ObjectMetadata } from "#records/contract";
import { request } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useTray } from "#web/tray.ts";
import { useObjectTitle } from "../metadata.ts";
import { dropCached } from "../record-cache.ts";
import { writtenValues } from "../record-values.ts";
import { useUndo } from "../undoing.ts";

/** The rows by id, or all that a filter finds. */
export type BulkTarget =
  | { readonly ids: readonly string[] }
  | { readonly filter: Filter | null; readonly search: string; readonly count: number };

interface BulkAnswer {
  readonly changed: number;
  readonly unit: string;
}

interface Outcome {
  readonly changed: number;
  /** The acts that it took, by which it is undone. */
  readonly units: readonly string[];
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
  const undo = useUndo();

  async function run(
    target: BulkTarget,
    what: Omit<BulkBody, "ids" | "filter" | "search">,
    title: string,
  ): Promise<Outcome | null> {
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
      const units: string[] = [];
      if ("ids" in target) {
        for (let start = 0; start < total; start += portion) {
          const answer = await post({ ...what, ids: target.ids.slice(start, start + portion) });
          done += answer.changed;
          units.push(answer.unit);
          tell("running", Math.min(total, start + portion));
        }
      } else {
        const answer = await post({
          ...what,
          filter: target.filter ?? { and: [] },
          ...(target.search ? { search: target.search } : {}),
        });
        done = answer.changed;
        units.push(answer.unit);
      }
      tell("done", total);
      return { changed: done, units };
    } catch (error) {
      tell("failed", done, problemText(error));
      notifyProblem(error);
      return null;
    } finally {
      void client.invalidateQueries({ queryKey: ["records", object.name] });
    }
  }

  return {
    async change(target: BulkTarget, values: Readonly<Record<string, unknown>>): Promise<void> {
      const title = t("records.bulk.changing", { objects: objectTitle(object.name, "many") });
      tellDone("changed", await run(target, { change: writtenValues(object, values) }, title));
    },
    async archive(target: BulkTarget): Promise<void> {
      if ("ids" in target) dropCached(client, object.name, new Set(target.ids));
      const title = t("records.bulk.archiving", { objects: objectTitle(object.name, "many") });
      tellDone("archived", await run(target, { archive: true }, title));
    },
  };

  function tellDone(what: "changed" | "archived", outcome: Outcome | null): void {
    if (!outcome) return;
    const { changed, units } = outcome;
    const text = t(`records.bulk.${what}`, { count: changed, number: number(changed) });
    notifyDone(text, changed > 0 ? { undo: () => undo(units) } : {});
  }
}
