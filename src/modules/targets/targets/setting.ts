import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { note, visibleIds, type Work } from "#records";
import { permits } from "#records/contract";
import { periodAt } from "../contract/periods.ts";
import type { setTargets as setTargetsAction } from "../contract/targets.ts";
import { type TeamTree, teamTree } from "../deals-seen/team-tree.ts";

type Body = BodyOf<typeof setTargetsAction>;

/** For whom the actor may set targets and speak: for all where they see all, else for the teams they lead and those in them. */
export function maySetFor(work: Work, tree: TeamTree, permission = "targets:set") {
  const permitted = permits(work.actor.rights, permission);
  const led = new Set(tree.teams.filter(({ isLed }) => tree.isWhole || isLed).map(({ id }) => id));
  const people = new Set(
    tree.sellers
      .filter(
        ({ id, team }) => tree.isWhole || (id !== work.actor.userId && (team === null || led.has(team))),
      )
      .map(({ id }) => id),
  );
  return {
    all: permitted && tree.isWhole,
    team: (id: string) => permitted && led.has(id),
    user: (id: string) => permitted && people.has(id),
  };
}

/** Sets targets, all or none. Throws `link_not_found` for whom and what the actor does not see, `not_allowed` for whom they may not. */
export async function setTargets(work: Work, { unit, targets }: Body): Promise<void> {
  if (!permits(work.actor.rights, "targets:set")) throw new AppError("not_allowed");
  const tree = await teamTree(work);
  checkSubjects(work, tree, targets);
  await checkGoods(work, targets, "product");
  await checkGoods(work, targets, "category");
  const rows = targets.map(({ on, value, ...target }) => {
    if (value !== null && Number(value) <= 0) throw new AppError("field_invalid", { field: "value" });
    if (target.product && target.category) throw new AppError("field_invalid", { field: "category" });
    return { ...target, value, starts_on: periodAt(unit, on).from };
  });
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as g ("user" uuid, team uuid, product uuid, category uuid, measure text, starts_on date, value numeric)`;
  await sql`
    delete from targets t using ${given}
    where t.unit = ${unit} and t.starts_on = g.starts_on and t.measure = g.measure and t.user_id is not distinct from g.user
      and t.team_id is not distinct from g.team and t.product_id is not distinct from g.product
      and t.category_id is not distinct from g.category`.execute(work.db);
  await sql`
    insert into targets (unit, starts_on, measure, user_id, team_id, product_id, category_id, value, set_at, set_by)
    select ${unit}, g.starts_on, g.measure, g.user, g.team, g.product, g.category, g.value, ${work.now}, ${work.actor.userId}
    from (select distinct on ("user", team, product, category, measure, starts_on) * from ${given}) g where g.value is not null
    on conflict (starts_on, unit, measure, user_id, team_id, product_id, category_id)
      do update set value = excluded.value, set_at = excluded.set_at, set_by = excluded.set_by`.execute(
    work.db,
  );
  await note(work, { kind: "targets_set", details: { count: targets.length, unit } });
}

function checkSubjects(work: Work, tree: TeamTree, targets: Body["targets"]): void {
  const may = maySetFor(work, tree);
  const seen = new Set([...tree.teams, ...tree.sellers].map(({ id }) => id));
  for (const { user, team } of targets) {
    if (user && team) throw new AppError("field_invalid", { field: "team" });
    if (user && !seen.has(user)) throw new AppError("link_not_found", { field: "user" });
    if (team && !seen.has(team)) throw new AppError("link_not_found", { field: "team" });
    if (!(user ? may.user(user) : team ? may.team(team) : may.all)) throw new AppError("not_allowed");
  }
}

async function checkGoods(
  work: Work,
  targets: Body["targets"],
  field: "product" | "category",
): Promise<void> {
  const wanted = [...new Set(targets.flatMap((target) => target[field] ?? []))];
  const seen = await visibleIds(work, field === "product" ? "product" : "product_category", wanted);
  if (seen.length < wanted.length) throw new AppError("link_not_found", { field });
}
