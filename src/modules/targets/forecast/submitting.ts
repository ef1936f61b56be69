import { sql } from "kysely";
import type { BodyOf, OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { dayIn } from "#kernel/period";
import { isoInstant, titleExpression, visibleWhere, type Work } from "#records";
import { permits } from "#records/contract";
import type { readSubmissions, submitForecast as submitAction } from "../contract/forecast.ts";
import { type Period, periodAt } from "../contract/periods.ts";
import { dealAmount } from "../deals-seen/deals-in-scope.ts";
import { type TeamTree, teamTree } from "../deals-seen/team-tree.ts";
import { maySetFor } from "../targets/setting.ts";

export type Submission = OutputOf<typeof submitAction>;

/** Says what a period will come to: for oneself, or with `forecast:adjust` for somebody or a team that one leads. */
export async function submitForecast(work: Work, body: BodyOf<typeof submitAction>): Promise<Submission> {
  const { rights, userId } = work.actor;
  if (!permits(rights, "forecast:submit")) throw new AppError("not_allowed");
  if (Number(body.amount) < 0) throw new AppError("field_invalid", { field: "amount" });
  if (body.user && body.team) throw new AppError("field_invalid", { field: "team" });
  const tree = await teamTree(work);
  const subject = { user: body.team ? null : (body.user ?? userId), team: body.team ?? null };
  assertMaySubmit(work, tree, subject);
  const period = periodAt(body.unit, body.on);
  const { rows } = await sql<{ id: string }>`
    insert into forecast_submissions (unit, starts_on, user_id, team_id, amount, note, submitted_at, submitted_by)
    values (${body.unit}, ${period.from}, ${subject.user}, ${subject.team}, ${body.amount}, ${body.note || null}, ${work.now}, ${userId})
    returning id`.execute(work.db);
  const [made] = await submissionsWhere(work, sql`f.id = ${rows[0]?.id ?? null}::uuid`);
  if (!made) throw new AppError("not_found");
  const { amount, note, by, at } = made;
  return { amount, note, by, at };
}

/** What was said of a period, newest first. */
export async function submissionHistory(
  work: Work,
  query: QueryOf<typeof readSubmissions>,
): Promise<OutputOf<typeof readSubmissions>> {
  const tree = await teamTree(work);
  const period = periodAt(query.unit, query.on ?? dayIn(work.actor.timeZone, work.now));
  const named = new Map([...tree.teams, ...tree.sellers].map(({ id, title }) => [id, title]));
  const found = dealAmount(work).isSeen ? await submissionsWhere(work, within(period, tree), 500) : [];
  return {
    data: found
      .filter(
        ({ user, team }) => (!query.user || user === query.user) && (!query.team || team === query.team),
      )
      .map(({ user, team, ...submission }) => {
        const id = user ?? team;
        return {
          ...submission,
          subject: { kind: user ? "user" : "team", id, title: named.get(id ?? "") ?? null },
        };
      }),
  };
}

/** The newest submission of each person and team for a period, by `user` or `team` and the id. */
export async function submissionsOf(
  work: Work,
  period: Period,
  tree: TeamTree,
): Promise<ReadonlyMap<string, Submission>> {
  const newest = new Map<string, Submission>();
  const newestOnly = sql`f.id in (select distinct on (user_id, team_id) id from forecast_submissions
    where unit = ${period.unit} and starts_on = ${period.from} order by user_id, team_id, submitted_at desc, id desc)`;
  for (const { user, team, ...submission } of await submissionsWhere(
    work,
    sql`${newestOnly} and ${within(period, tree)}`,
    20_000,
  ))
    newest.set(user ? `user${user}` : `team${team}`, submission);
  return newest;
}

function within(period: Period, tree: TeamTree) {
  return sql`f.unit = ${period.unit} and f.starts_on = ${period.from}
    and (f.user_id = any(${tree.sellers.map(({ id }) => id)}::uuid[]) or f.team_id = any(${tree.teams.map(({ id }) => id)}::uuid[]))`;
}

async function submissionsWhere(work: Work, condition: ReturnType<typeof sql>, limit = 1) {
  const user = work.catalogue.object("user");
  const { rows } = await sql<Submission & { user: string | null; team: string | null }>`
    select f.user_id as "user", f.team_id as team, f.amount::text as amount, f.note, ${isoInstant(sql`f.submitted_at`)} as at,
      (select ${titleExpression(work, user, "u")} from users u where u.id = f.submitted_by and ${visibleWhere(work, "user", "u")}) as by
    from forecast_submissions f where ${condition} order by f.submitted_at desc, f.id desc limit ${limit}`.execute(
    work.db,
  );
  return rows;
}

function assertMaySubmit(
  work: Work,
  tree: TeamTree,
  { user, team }: { readonly user: string | null; readonly team: string | null },
): void {
  if (user !== null && user === work.actor.userId) return;
  const isSeen = team ? tree.teams.some(({ id }) => id === team) : tree.sellers.some(({ id }) => id === user);
  if (!isSeen) throw new AppError("link_not_found", { field: team ? "team" : "user" });
  const may = maySetFor(work, tree, "forecast:adjust");
  if (!(team ? may.team(team) : user !== null && may.user(user))) throw new AppError("not_allowed");
}
