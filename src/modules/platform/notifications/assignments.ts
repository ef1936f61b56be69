import type { StoredEvent } from "#kernel/event";
import { type CatalogueObject, get, type Runtime, type Subscription } from "#records";
import { notify } from "./notifying.ts";
import { titleOf } from "./record-title.ts";

/** More at once is a reorganisation: nobody wants each of those lines. */
const most = 20;

/**
 * Tells a user that somebody else gave them a record. Work says so from the start; other records only when they
 * change hands. The line names the record as its new owner may see it.
 */
export const assignments: Subscription = {
  name: "platform.assignments",
  events: ["records.created", "records.changed"],
  hear: tellOwners,
  async hearAll(runtime, events) {
    for (const event of events) await tellOwners(runtime, event);
  },
};

async function tellOwners(runtime: Runtime, event: StoredEvent): Promise<void> {
  const object = runtime.catalogue.objects.get(event.object);
  if (!object || !isAssignment(object, event)) return;
  for (const id of event.records) await tellOwner(runtime, object, id, event);
}

function isAssignment(object: CatalogueObject, event: StoredEvent): boolean {
  if (!object.owned || event.records.length > most || event.actorId === null) return false;
  if (event.payload?.["source"] === "import") return false;
  const fields = event.payload?.["fields"];
  const changedHands = Array.isArray(fields) && fields.includes("owner");
  return changedHands || (event.name === "records.created" && object.isWork === true);
}

async function tellOwner(
  runtime: Runtime,
  object: CatalogueObject,
  id: string,
  event: StoredEvent,
): Promise<void> {
  const row = await runtime.database
    .selectFrom(object.table as "tasks")
    .select("owner_id")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row?.owner_id || row.owner_id === event.actorId) return;
  const owner = await runtime.actorOf(row.owner_id);
  if (!owner) return;
  const record = await runtime.run(owner, "system", (work) => get(work, object.name, id));
  const kind = object.isWork ? "task_assigned" : "record_assigned";
  const by = await runtime.database
    .selectFrom("users")
    .select("name")
    .where("id", "=", event.actorId)
    .executeTakeFirst();
  await runtime.runAsSystem((work) =>
    notify(work, [owner.userId ?? ""], kind, {
      object: object.name,
      id,
      params: { title: titleOf(object, record), by: by?.name ?? "" },
      once: `assigned ${event.sequence} ${id}`,
    }),
  );
}
