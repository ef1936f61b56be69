import type { PlacedEvent } from "../news/reading.ts";
import { readEvents } from "../news/reading.ts";
import type { Work } from "../work.ts";
import type { ToldChange } from "./contract.ts";
import type { ChangeCursor } from "./cursor.ts";

/** A record that an event speaks of, whoever may see it. */
export interface Candidate {
  readonly object: string;
  readonly id: string;
  readonly kind: Exclude<ToldChange["kind"], "snapshot">;
  readonly at: string;
  readonly fields?: readonly string[];
  /** The owner changed, or a share: what hangs on it may have come into sight or left it. */
  readonly moved: boolean;
}

const eventsAtOnce = 500;

const kinds: Readonly<Record<string, Candidate["kind"]>> = {
  "records.created": "created",
  "records.changed": "changed",
  "records.archived": "archived",
  "records.restored": "restored",
  "records.purged": "gone",
  "platform.record_shared": "changed",
  "platform.share_ended": "changed",
};

export interface Candidates {
  readonly found: readonly Candidate[];
  readonly cursor: ChangeCursor;
  /** Whether this is all there is just now. */
  readonly ended: boolean;
}

/** The next records that settled events behind the cursor speak of, `most` at most; nothing that commits later comes before them. */
export async function nextCandidates(work: Work, cursor: ChangeCursor, most: number): Promise<Candidates> {
  const found: Candidate[] = [];
  let { position, told } = cursor;
  const at = (): ChangeCursor => ({ ...cursor, position, told });
  const events = await readEvents(work.db, position, eventsAtOnce);
  for (const event of events) {
    const ids = concerns(work, cursor, event) ? event.records.slice(told) : [];
    const taken = ids.slice(0, most - found.length);
    found.push(...taken.map((id) => candidate(event, id)));
    if (taken.length < ids.length) {
      told += taken.length;
      return { found, cursor: at(), ended: false };
    }
    position = event.position;
    told = 0;
  }
  return { found, cursor: at(), ended: events.length < eventsAtOnce };
}

function concerns(work: Work, { objects }: ChangeCursor, event: PlacedEvent): boolean {
  if (!Object.hasOwn(kinds, event.name) || !objects.includes(event.object)) return false;
  if (event.name.startsWith("records.")) return true;
  const { user, team } = event.payload ?? {};
  return (
    user === work.actor.userId || (typeof team === "string" && (work.actor.teamIds ?? []).includes(team))
  );
}

function candidate({ name, object, at, payload }: PlacedEvent, id: string): Candidate {
  const fields = Array.isArray(payload?.["fields"]) ? payload["fields"].map(String) : undefined;
  const moved = !name.startsWith("records.") || (fields?.includes("owner") ?? false);
  return { object, id, kind: kinds[name] ?? "changed", at, moved, ...(fields && { fields }) };
}
