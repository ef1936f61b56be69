import type { Actor, Runtime } from "#records";

/** In whose name an import runs: who gave the file, freshly resolved; the product itself for the command line. */
export async function importsActor(runtime: Runtime, userId: string | null): Promise<Actor | null> {
  if (userId !== null) return runtime.actorOf(userId);
  return runtime.runAsSystem(async (work) => work.actor);
}
