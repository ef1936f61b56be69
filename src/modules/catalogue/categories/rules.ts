import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { changes, type Draft, type ObjectRules, type Work, placeLast } from "#records";

/** Categories stand in a tree: none is below itself, and a new one comes last among its neighbours. */
export const categoryRules: ObjectRules = {
  async prepare(work, drafts) {
    await refuseCircles(work, drafts);
    await placeLast(work, drafts, { table: "product_categories", link: "parent" });
  },
  leavesRows: true,
};

async function refuseCircles(work: Work, drafts: readonly Draft[]): Promise<void> {
  const placed = drafts.filter((draft) => changes(draft, "parent") && draft.values["parent"]);
  if (placed.length === 0) return;
  // Two writers who each place one below the other would both see no circle.
  await sql`select pg_advisory_xact_lock(hashtext('catalogue.categories'))`.execute(work.db);
  const given = JSON.stringify(placed.map(({ id, values }) => ({ id, parent: values["parent"] })));
  const { rows } = await sql`
    with recursive given as (
      select * from jsonb_to_recordset(${given}::jsonb) as given (id uuid, parent uuid)
    ), above (id, parent, steps) as (
      select id, parent, 1 from given
      union all
      select above.id, case when given.id is not null then given.parent else c.parent_id end, steps + 1
      from above
      left join given on given.id = above.parent
      left join product_categories c on c.id = above.parent
      where above.parent is not null and above.parent <> above.id and steps < 20
    )
    select 1 from above where parent = id or steps = 20 limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("goes_in_circle", { field: "parent" });
}
