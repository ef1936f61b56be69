import { createHash } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { Runtime } from "#records";
import { cursorOf, keepCursor } from "../connections/cursor.ts";

/** So many at most: a centre waits for answers before it sends on. */
const most = 200;
/** Milliseconds after which a centre that is connected anew brings nothing again. */
const bringsAgain = 300_000;

const cursor = z.object({ unproven: z.array(z.string()) });

/** What was written down, without proof that the centre has heard our answer: by these names it is known if it comes again. */
export interface Unproven {
  /** Whether it is one of them, of the last session, that comes again; each is known once. */
  isAgain(raw: Buffer): Promise<boolean>;
  /** Before it is written down. */
  note(sourceId: string): Promise<void>;
  /** The centre has answered something that it was asked behind all that is noted now. Calls what is answered when it has. */
  mark(): () => Promise<void>;
}

/** What is unproven of an account, read once when its connection begins. */
export async function unprovenOf({ database }: Runtime, account: string): Promise<Unproven> {
  let before = (await cursorOf(database, account, cursor))?.unproven ?? [];
  const until = Date.now() + bringsAgain;
  let noted: string[] = [];
  const keep = async (): Promise<void> => {
    await keepCursor(database, account, { unproven: [...before, ...noted].slice(-most) });
  };
  return {
    async isAgain(raw) {
      if (before.length === 0) return false;
      const found = await sql<{ id: string }>`
        select source_id as id from receipts where account_id = ${account} and source_id = any(${before}::text[])
          and sha256 = ${createHash("sha256").update(raw).digest()} limit 1`.execute(database);
      const again = found.rows[0]?.id;
      before = before.filter((one) => one !== again);
      return again !== undefined;
    },
    async note(sourceId) {
      noted = [...noted, sourceId].slice(-most);
      await keep();
    },
    mark() {
      const asked = new Set(noted);
      return async () => {
        noted = noted.filter((one) => !asked.has(one));
        if (Date.now() > until) before = [];
        if (asked.size > 0) await keep();
      };
    },
  };
}
