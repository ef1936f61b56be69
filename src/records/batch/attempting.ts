import { sql } from "kysely";
import type { DomainEvent } from "#kernel/event";
import type { Work } from "../work.ts";

/**
 * Runs `capability` so that nothing is left of it when it throws, while the unit goes on: neither rows nor events.
 * Attempts stand in one another, or one after the other.
 */
export async function attempt<T>(work: Work, capability: (inner: Work) => Promise<T>): Promise<T> {
  const emitted: DomainEvent[] = [];
  const told: DomainEvent[] = [];
  await sql`savepoint attempt`.execute(work.db);
  let answer: T;
  try {
    answer = await capability({
      ...work,
      emit: (event) => void emitted.push(event),
      told: (event) => void told.push(event),
    });
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(work.db);
    await sql`release savepoint attempt`.execute(work.db);
    throw error;
  }
  await sql`release savepoint attempt`.execute(work.db);
  for (const event of emitted) work.emit(event);
  for (const event of told) work.told(event);
  return answer;
}
