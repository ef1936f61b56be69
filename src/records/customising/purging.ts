import { sql } from "kysely";
import type { Runtime } from "../module.ts";
import type { Work } from "../work.ts";
import { keptDays } from "./administering.ts";
import { beginCustomising, endCustomising } from "./customising.ts";
import { dropColumns, dropTable } from "./tables.ts";

/** Drops for good the columns and tables of what was removed more than 30 days ago, and views. Again is the same. */
export async function purgeRemoved(runtime: Runtime): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const begun = await beginCustomising(work);
    const due = new Date(work.now.getTime() - keptDays * 86_400_000);
    await sql`delete from views where removed_at < ${due}`.execute(work.db);
    const isDue = ({ removedAt }: { readonly removedAt: Date | null }) =>
      removedAt !== null && removedAt < due;
    const objects = begun.stored.objects.filter((one) => one.custom && isDue(one)).map((one) => one.name);
    const fields = begun.stored.fields.filter(
      (one) => one.custom && (isDue(one) || objects.includes(one.object)),
    );
    if (objects.length === 0 && fields.length === 0) return;
    for (const { object, name, definition } of fields) {
      const table = begun.catalogue.objects.get(object)?.table ?? object;
      if ("type" in definition) await dropColumns(work, table, name, definition);
      await forget(work, object, name);
    }
    for (const object of objects) {
      await dropTable(work, object);
      for (const table of ["field_definitions", "layouts", "views", "field_options"])
        await sql`delete from ${sql.table(table)} where object = ${object}`.execute(work.db);
      await sql`delete from object_definitions where name = ${object}`.execute(work.db);
    }
    await endCustomising(begun, { object: objects[0] ?? fields[0]?.object ?? "" });
  });
}

async function forget(work: Work, object: string, name: string): Promise<void> {
  await sql`delete from field_definitions where object = ${object} and name = ${name}`.execute(work.db);
  await sql`delete from field_options where object = ${object} and field = ${name}`.execute(work.db);
}
