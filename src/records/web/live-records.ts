import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ApiProblem, request } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import type { RecordData } from "#records/contract";
import { usePlural } from "./records.ts";
import { dropCached, isCached, newer, patchCached, refreshLists } from "./record-cache.ts";

/**
 * Keeps what the browser holds of `object` true while somebody else works on it. A changed record is fetched
 * alone and mended in its place; lists and totals are asked again, at most once in two seconds.
 */
export function useLiveRecords(object: string): void {
  const client = useQueryClient();
  const plural = usePlural(object);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);

  useLive(object, ({ ids, kind }) => {
    if (kind === "archived") dropCached(client, object, new Set(ids));
    if (kind === "changed" || kind === "restored") {
      const held = ids.filter((id) => isCached(client, object, id));
      if (held.length <= mendOneByOne) for (const id of held) void mend(id);
      else void client.invalidateQueries({ queryKey: ["records", object, "list"] });
    }
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      refreshLists(client, object);
    }, 2000);
  });

  async function mend(id: string): Promise<void> {
    try {
      const record = (await request("GET", `/api/${plural}/${id}`)) as RecordData;
      patchCached(client, object, id, (held) => newer(held, record));
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.code === "not_found")
        dropCached(client, object, new Set([id]));
    }
  }
}

const mendOneByOne = 10;
