import { type PlacedEvent, readsAll, type Runtime, visibleIds } from "#records";
import { catalogueChanged } from "#records/contract";
import type { Listener } from "./listener.ts";

/** What a screen hears of an event. */
export interface Change {
  readonly object: string;
  readonly ids: readonly string[];
  readonly kind: "created" | "changed" | "archived" | "restored" | "event";
  readonly name: string;
}

const kinds = ["created", "changed", "archived", "restored"] as const;

/** Tells listeners of events, in order, each of the records that it may read. */
export async function tell(
  runtime: Runtime,
  listeners: readonly Listener[],
  events: readonly PlacedEvent[],
): Promise<void> {
  for (const event of events.filter(({ name }) => name === catalogueChanged)) {
    for (const listener of listeners) listener.send("change", changeOf(event, []), event.position);
  }
  const known = events.filter((event) => runtime.catalogue.objects.has(event.object));
  if (known.length === 0) return;
  // Several streams of one session or key have the same rights: they are looked up once.
  for (const group of Map.groupBy(listeners, whose).values()) {
    const readable = await readableRecords(runtime, group[0] as Listener, known);
    for (const event of known) {
      const ids = event.records.filter((id) => readable(event.object, id));
      if (ids.length === 0) continue;
      for (const listener of group) listener.send("change", changeOf(event, ids), event.position);
    }
  }
}

function whose({ caller: { actor } }: Listener): string {
  return actor.sessionId ?? actor.userId ?? "";
}

function changeOf({ object, name }: PlacedEvent, ids: readonly string[]): Change {
  const kind = kinds.find((one) => name === `records.${one}`) ?? "event";
  return { object, ids, kind, name };
}

async function readableRecords(
  runtime: Runtime,
  { caller }: Listener,
  events: readonly PlacedEvent[],
): Promise<(object: string, id: string) => boolean> {
  const readable = await runtime.read(caller.actor, caller.source, async (work) => {
    const found = new Map<string, ReadonlySet<string> | "all">();
    for (const [object, some] of Map.groupBy(events, (event) => event.object)) {
      const ids = [...new Set(some.flatMap((event) => event.records))];
      found.set(object, readsAll(work, object) ? "all" : new Set(await visibleIds(work, object, ids)));
    }
    return found;
  });
  return (object, id) => {
    const ids = readable.get(object);
    return ids === "all" || ids?.has(id) === true;
  };
}
