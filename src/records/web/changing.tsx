import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import { request, requestAct } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { askAboutConflict } from "./conflict/asking.ts";
import { askToCreate } from "./form/asking.ts";
import { useFieldTitle, useMetadata, useObject } from "./metadata.ts";
import { cachedRecord, dropCached, newer, patchCached, refreshLists } from "./record-cache.ts";
import { recordTitle, valuesOf, writtenValues } from "./record-values.ts";
import { actsOf, useUndo } from "./undoing.ts";
import { currentOf, writeOver } from "./write-over.ts";

export interface ChangeOptions {
  /** No notification: the caller tells in its own way. */
  readonly quiet?: boolean;
  /** Told of the act by which the change can be undone. */
  readonly onAct?: (act: string) => void;
}

/**
 * `change(seen, values)`: shows the new values at once, writes them, and offers to undo. `seen` is the record as
 * it stood when the user began: what somebody else changed since is not written over without a question.
 * `values` are in the shapes that are shown (`{ id, title }` for a link). Answers the record, or null when it was
 * not written; the reason is shown and what was there comes back.
 */
export function useChangeRecord(
  object: string,
): (
  seen: RecordData,
  values: Readonly<Record<string, unknown>>,
  options?: ChangeOptions,
) => Promise<RecordData | null> {
  const client = useQueryClient();
  const t = useT();
  const fieldTitle = useFieldTitle();
  const undo = useUndo();
  const definition = useMetadata().objects[object];
  return useCallback(
    async function change(seen, values, options = {}) {
      if (!definition) return null;
      const held = cachedRecord(client, object, seen.id) ?? seen;
      const shown = valuesOf(held, values);
      patchCached(client, object, seen.id, (record) => ({ ...record, ...values }));
      try {
        const { answer: saved, act } = await writeOver(definition, seen, values);
        patchCached(client, object, seen.id, (record) => newer(record, saved));
        refreshLists(client, object);
        if (act) options.onAct?.(act);
        if (!options.quiet) {
          const names = Object.keys(values);
          const [first = ""] = names;
          const text =
            names.length > 1
              ? t("records.conflict.changed", { count: names.length })
              : t("records.changed", { field: fieldTitle(object, first) });
          notifyDone(text, act ? { undo: () => undo([act]) } : {});
        }
        return saved;
      } catch (error) {
        patchCached(client, object, seen.id, (record) => ({ ...record, ...shown }));
        const current = currentOf(error);
        if (!current) {
          notifyProblem(error);
          return null;
        }
        patchCached(client, object, seen.id, (record) => newer(record, current));
        askAboutConflict({
          object: definition,
          seen,
          current,
          mine: values,
          write: (chosen) => void change(current, chosen, options),
        });
        return null;
      }
    },
    [client, object, definition, t, fieldTitle, undo],
  );
}

interface CreateOptions {
  /** Make it though it seems to be there already. */
  readonly insisting?: boolean;
}

/** `create(values)`: values as shown. Throws the `ApiProblem`, so that a form can set it beside its fields. */
export function useCreateRecord(
  object: string,
): (values: Readonly<Record<string, unknown>>, options?: CreateOptions) => Promise<RecordData> {
  const client = useQueryClient();
  const definition = useObject(object);
  return useCallback(
    async (values, { insisting = false } = {}) => {
      const record = (await request("POST", `/api/${definition.plural}`, {
        body: writtenValues(definition, values),
        ...(insisting && { headers: { "rapport-duplicate": "allow" } }),
      })) as RecordData;
      client.setQueryData(["records", object, "one", record.id], record);
      refreshLists(client, object);
      return record;
    },
    [client, object, definition],
  );
}

/**
 * Makes a record for a link that points to one that is not there yet: from its name alone, or by its form where
 * it needs more (null when that was closed). Null where one may not.
 */
export function useCreateByName(object: string): ((name: string) => Promise<LinkValue | null>) | null {
  const client = useQueryClient();
  const definition = useMetadata().objects[object];
  if (!definition || definition.closed || !definition.grant.create) return null;
  const title = definition.fields[definition.title];
  if (!title || title.readOnly) return null;
  const needsMore = Object.entries(definition.fields).some(
    ([name, field]) =>
      field.required && name !== definition.title && !field.governedBy && !("default" in field),
  );
  return async (name) => {
    const values = { [definition.title]: title.type === "person_name" ? nameParts(name) : name };
    const record = needsMore ? await askToCreate(object, values, { once: true }) : await post(values);
    return record && { id: record.id, title: recordTitle(definition, record), object };
  };

  async function post(body: Record<string, unknown>): Promise<RecordData> {
    const record = await request<RecordData>("POST", `/api/${definition?.plural}`, { body });
    refreshLists(client, object);
    return record;
  }
}

// "Elena Ivanova Petrova": the last word is the family's, as far as one can tell.
function nameParts(name: string): Record<string, string | null> {
  const words = name.trim().split(/\s+/);
  const family = words.length > 1 ? (words.pop() ?? null) : null;
  return { given: words.shift() ?? null, middle: words.join(" ") || null, family };
}

/** `archive(records)`: takes them out of the lists at once and offers to undo. */
export function useArchive(object: string): (records: readonly RecordData[]) => Promise<void> {
  const client = useQueryClient();
  const t = useT();
  const undo = useUndo();
  const definition = useMetadata().objects[object];
  return useCallback(
    async (records) => {
      if (!definition) return;
      const path = (id: string) => `/api/${definition.plural}/${id}`;
      dropCached(client, object, new Set(records.map((record) => record.id)));
      try {
        const acts: string[] = [];
        for (const record of records) acts.push(...actsOf(await requestAct("DELETE", path(record.id))));
        const title = records.length === 1 && records[0] ? recordTitle(definition, records[0]) : "";
        notifyDone(t("records.archived", { count: records.length, title }), { undo: () => undo(acts) });
      } catch (error) {
        notifyProblem(error);
      }
      void client.invalidateQueries({ queryKey: ["records", object] });
    },
    [client, object, definition, t, undo],
  );
}
