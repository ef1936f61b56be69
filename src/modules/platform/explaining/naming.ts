import { get, visibleIds, type Work } from "#records";
import { titleOf } from "../notifications/record-title.ts";

interface Named {
  readonly id: string;
  readonly title: string;
}
type NamedRecord = Named & { readonly object: string };

/** How users and records are called, as far as the asker may see them. */
export interface Names {
  user(id: string): Promise<Named>;
  record(object: string, id: string): Promise<NamedRecord>;
  /** Null for one that the asker may not see. */
  seenRecord(object: string, id: string): Promise<NamedRecord | null>;
}

export function namesFor(work: Work): Names {
  const record = async (name: string, id: string): Promise<NamedRecord> => {
    const object = work.catalogue.object(name);
    return { id, title: titleOf(object, await get(work, name, id)), object: name };
  };
  const seenRecord = async (name: string, id: string) =>
    (await visibleIds(work, name, [id])).length > 0 ? record(name, id) : null;
  return {
    record,
    seenRecord,
    async user(id) {
      const seen = await seenRecord("user", id);
      return { id, title: seen?.title ?? "" };
    },
  };
}
