import { narrowed } from "#platform";
import type { Actor, Runtime } from "#records";
import type { StoredImport } from "./stored-import.ts";

/**
 * In whose name an import runs: who started it, as they are now, with no more rights than they (or their API key)
 * had then. Null when they are gone. The product itself for the server's command line.
 */
export async function importsActor(
  runtime: Runtime,
  stored: Pick<StoredImport, "created_by" | "rights">,
): Promise<Actor | null> {
  if (stored.created_by === null) return runtime.runAsSystem(async (work) => work.actor);
  const actor = await runtime.actorOf(stored.created_by);
  return actor && stored.rights ? { ...actor, rights: narrowed(stored.rights, actor.rights) } : actor;
}
