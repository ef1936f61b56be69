import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import {
  mostRecordsAskedAbout,
  type ObjectMetadata,
  type RecordData,
  readRecordRights,
  type RecordRights,
} from "#records/contract";
import { call } from "#web/client.ts";

type Rights = Omit<RecordRights, "id">;

/** What the user may do with one record. Where that differs from record to record it is nothing until it is known. */
export function useRecordRights(object: ObjectMetadata, record: RecordData): Rights {
  const asked = useQuery({
    queryKey: keyOf(object, record),
    queryFn: () => askTogether(object.plural, record.id),
    enabled: object.rightsVary === true,
    // What is typed into must stay: until the rights on a new version are known, those on the last one hold.
    placeholderData: (last, query) => (query?.queryKey[3] === record.id ? last : undefined),
  });
  return within(object, object.rightsVary ? (asked.data ?? nothing) : alike);
}

/** As `useRecordRights`, of what some part of the screen has asked for; undefined where that is not known. */
export function useRecordRightsInHand(object: ObjectMetadata): (record: RecordData) => Rights | undefined {
  const client = useQueryClient();
  return useCallback((record) => rightsInHand(client, object, record), [client, object]);
}

function rightsInHand(client: QueryClient, object: ObjectMetadata, record: RecordData): Rights | undefined {
  const known = object.rightsVary ? client.getQueryData<Rights>(keyOf(object, record)) : alike;
  return known && within(object, known);
}

/** Whether the field may be changed on the record, as far as the record goes. */
export function isFreeOn(rights: Rights | undefined, field: string): boolean {
  return rights !== undefined && rights.change && !rights.readOnly.includes(field);
}

const alike: Rights = { change: true, delete: true, readOnly: [] };
const nothing: Rights = { change: false, delete: false, readOnly: [] };

// What the object as a whole does not allow now, no record does: somebody may be looking through the user's eyes.
function within({ grant }: ObjectMetadata, rights: Rights): Rights {
  return {
    ...rights,
    change: rights.change && grant.change !== "none",
    delete: rights.delete && grant.delete !== "none",
  };
}

// Whose a record is changes with its version.
function keyOf(object: ObjectMetadata, { id, version }: RecordData) {
  return ["records", object.name, "rights", id, version] as const;
}

interface Asking {
  readonly ids: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, Rights>>;
}

const askings = new Map<string, Asking>();

/** The rows that come into sight together are asked about together. */
async function askTogether(plural: string, id: string): Promise<Rights> {
  let asking = askings.get(plural);
  if (!asking || asking.ids.size >= mostRecordsAskedAbout) {
    const ids = new Set<string>();
    asking = { ids, answer: Promise.resolve().then(() => ask(plural, ids)) };
    askings.set(plural, asking);
  }
  asking.ids.add(id);
  return (await asking.answer).get(id) ?? nothing;
}

async function ask(plural: string, ids: Set<string>): Promise<ReadonlyMap<string, Rights>> {
  // Queries of one drawing begin one after the other; whoever comes later asks anew.
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (askings.get(plural)?.ids === ids) askings.delete(plural);
  const { data } = await call(readRecordRights, {
    params: { plural },
    query: { ids: [...ids].join(",") },
  });
  return new Map(data.map(({ id, ...rights }) => [id, rights]));
}
