import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ObjectMetadata } from "#records/contract";
import { type ApiProblem, call, callAct } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import {
  listMerges,
  type Merge,
  type MergeBody,
  mergeRecords,
  type SeparateBody,
  separateRecords,
} from "../../merging/contract.ts";
import { actsOf, useUndo } from "../undoing.ts";

/** The merges that a record stayed in or went into, the newest first. */
export function useMerges(record: string, enabled = true) {
  return useQuery<readonly Merge[], ApiProblem>({
    queryKey: ["merges", record],
    enabled,
    queryFn: async () => (await call(listMerges, { query: { record } })).data,
  });
}

/** Makes one of several and says so, with the way back; answers whether it was done. */
export function useMerge(object: ObjectMetadata): (body: Omit<MergeBody, "object">) => Promise<boolean> {
  const t = useT();
  const undo = useUndo();
  const refresh = useRefresh();
  return async (body) => {
    try {
      const done = await callAct(mergeRecords, { body: { ...body, object: object.name } });
      notifyDone(t("records.merge.done", { count: body.others.length + 1 }), {
        undo: () => undo(actsOf(done)),
      });
      return true;
    } catch (error) {
      notifyProblem(error);
      return false;
    } finally {
      await refresh();
    }
  };
}

/** Takes a merge apart and says what stays as it is; answers whether it was done. */
export function useSeparate(): (merge: string, body: SeparateBody) => Promise<boolean> {
  const t = useT();
  const refresh = useRefresh();
  return async (merge, body) => {
    try {
      const { others, left } = await call(separateRecords, { params: { id: merge }, body });
      const done = t("records.merge.apart.done", { count: others.length + 1 });
      notifyDone(left.length > 0 ? `${done} ${t("records.merge.apart.left", { count: left.length })}` : done);
      return true;
    } catch (error) {
      notifyProblem(error);
      return false;
    } finally {
      await refresh();
    }
  };
}

function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ["records", "timeline", "merges"].map((name) => client.invalidateQueries({ queryKey: [name] })),
    );
}
