import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { RecordData } from "#records/contract";
import { ApiProblem, request } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import { dropCached, isCached, newer, patchCached, refreshLists } from "./record-cache.ts";
import { useMetadata } from "./metadata.ts";
import { usePlural } from "./records.ts";

/**
 * Keeps what the browser holds of `object` true while somebody else works on it. A changed record is fetched
 * alone and mended in its place; lists and totals are asked again, at most once a second. So they are where what is
 * computed in them stands on records of another object that changed.
 */
export function useLiveRecords(object: string): void {
  const client = useQueryClient();
  const plural = usePlural(object);
  const { reckonedFrom = [] } = useMetadata().objects[object] ?? {};
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const reckonAnew = useRef(false);
  useEffect(() => () => clearTimeout(waiting.current), []);

  useLive(object, ({ ids, kind }) => {
    if (kind === "archived") {
      dropCached(client, object, new Set(ids));
      for (const id of ids) void client.invalidateQueries({ queryKey: ["records", object, "one", id] });
    }
    if (kind === "changed" || kind === "restored") {
      const held = ids.filter((id) => isCached(client, object, id));
      if (held.length <= mendOneByOne) for (const id of held) void mend(id);
      else void client.invalidateQueries({ queryKey: ["records", object, "list"] });
    }
    refreshSoon();
  });

  useLive("*", (change) => {
    if (!reckonedFrom.includes(change.object)) return;
    reckonAnew.current = true;
    refreshSoon();
  });

  function refreshSoon(): void {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      refreshLists(client, object);
      if (reckonAnew.current) void client.invalidateQueries({ queryKey: ["records", object, "one"] });
      reckonAnew.current = false;
    }, 1000);
  }

  async function mend(id: string): Promise<void> {
    try {
      const record = await readOnce(`/api/${plural}/${id}`);
      patchCached(client, object, id, (held) => newer(held, record));
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.code === "not_found")
        dropCached(client, object, new Set([id]));
    }
  }
}

const mendOneByOne = 10;

// A table and the record open beside it hear the same change: it is read once for both.
const underWay = new Map<string, Promise<RecordData>>();

function readOnce(path: string): Promise<RecordData> {
  const asked = underWay.get(path);
  if (asked) return asked;
  const reading = request<RecordData>("GET", path).finally(() => underWay.delete(path));
  underWay.set(path, reading);
  return reading;
}
