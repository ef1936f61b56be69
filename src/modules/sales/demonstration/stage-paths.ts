import { sql } from "kysely";
import { keepPaths } from "../deals/paths.ts";
import type { Scene } from "./scene.ts";

/** The stages a deal went through, from the day it opened to the day it came into the last; days count back. */
export interface Path {
  readonly deal: string;
  readonly owner: string | null;
  readonly stages: readonly string[];
  readonly opened: number;
  readonly arrived: number;
}

/**
 * Writes the log of stages as if each step had been taken on its day. The engine, told of a deal that is old
 * already, only knows where it began and where it stands.
 */
export async function writePaths({ work, moment }: Scene, paths: readonly Path[]): Promise<void> {
  const stays = paths.flatMap(({ deal, owner, stages, opened, arrived }) => {
    const entered = stages
      .map((_, step) =>
        moment(Math.round(opened + ((arrived - opened) * step) / Math.max(1, stages.length - 1))),
      )
      .sort();
    return stages.map((stage, step) => ({
      deal,
      stage,
      owner,
      entered_at: entered[step],
      left_at: entered[step + 1] ?? null,
    }));
  });
  const deals = paths.map(({ deal }) => deal);
  await sql`delete from stage_changes where deal_id = any(${deals}::uuid[])`.execute(work.db);
  await sql`
    insert into stage_changes (deal_id, stage_id, entered_at, left_at, created_by)
    select deal, stage, entered_at, left_at, owner from jsonb_to_recordset(${JSON.stringify(stays)}::jsonb)
      as stay (deal uuid, stage uuid, owner uuid, entered_at timestamptz, left_at timestamptz)`.execute(
    work.db,
  );
  await sql`
    update deals d set stage_entered_at = c.entered_at,
      stuck_at = c.entered_at + make_interval(days => (select days_limit from stages where id = c.stage_id))
    from stage_changes c
    where c.deal_id = d.id and c.left_at is null and d.id = any(${deals}::uuid[])`.execute(work.db);
  await keepPaths(work, deals);
}
