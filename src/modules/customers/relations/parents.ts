import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { changes, type Draft, type Work } from "#records";
import { changeStanding } from "./standing.ts";

/** No company stands above itself, however many steps up. */
export async function refuseCircles(work: Work, drafts: readonly Draft[]): Promise<void> {
  const placed = drafts.filter((draft) => changes(draft, "parent") && draft.values["parent"]);
  if (placed.length === 0) return;
  // Two writers who each place one company under the other would both see no circle.
  await sql`select pg_advisory_xact_lock(hashtext('customers.parents'))`.execute(work.db);
  const given = JSON.stringify(placed.map(({ id, values }) => ({ id, parent: values["parent"] })));
  const { rows } = await sql<{ id: string }>`
    with recursive given as (
      select * from jsonb_to_recordset(${given}::jsonb) as given (id uuid, parent uuid)
    ), above (id, parent, steps) as (
      select id, parent, 1 from given
      union all
      select above.id, case when given.id is not null then given.parent else parties.parent_id end, steps + 1
      from above
      left join given on given.id = above.parent
      left join parties on parties.id = above.parent
      where above.parent is not null and above.parent <> above.id and steps < 100
    )
    select id from above where parent = id or steps = 100 limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("parent_in_circle", { field: "parent" });
}

/** Keeps to which company one belongs as a relation, with those that ended. */
export async function keepParents(work: Work, drafts: readonly Draft[]): Promise<void> {
  await changeStanding(
    work,
    "parent_company",
    drafts
      .filter((draft) => changes(draft, "parent"))
      .map(({ id, values, before }) => ({
        from: id,
        to: (values["parent"] ?? null) as string | null,
        begins: before !== null,
      })),
  );
}
