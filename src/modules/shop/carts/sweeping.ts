import { sql } from "kysely";
import type { Runtime } from "#records";

const atOnce = 1000;

/** Throws away carts whose time has passed. Done again it finds nothing. */
export async function sweepCarts(runtime: Runtime): Promise<void> {
  let swept: number;
  do {
    swept = await runtime.runAsSystem(async (work) => {
      const { rows } = await sql`
        delete from shop_carts where id in (
          select id from shop_carts where expires_at <= ${work.now} order by id limit ${atOnce} for update skip locked)
        returning id`.execute(work.db);
      return rows.length;
    });
  } while (swept === atOnce);
}
