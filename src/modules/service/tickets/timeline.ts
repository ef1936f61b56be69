import { type SqlBool, sql } from "kysely";
import { partiesOf, type TimelineScope, type TimelineSource } from "#customers";
import { shown, titleExpression, visibleWhere, type Work } from "#records";

/** What tickets put on a customer's timeline: that one came, that it was solved, and that it was open again. */
export const ticketTimelineSource: TimelineSource = {
  kind: "ticket",
  selects: (work, scope) =>
    "deal" in scope
      ? []
      : [
          {
            from: sql`ticket_status_changes c
              join tickets t on t.id = c.ticket_id
              join ticket_statuses s on s.id = c.status_id
              left join lateral (
                select b.kind from ticket_status_changes b
                where b.ticket_id = c.ticket_id and (b.entered_at, b.id) < (c.entered_at, c.id)
                order by b.entered_at desc, b.id desc limit 1
              ) previous on true`,
            where: sql<SqlBool>`${within(scope)} and t.archived_at is null and ${visibleWhere(work, "ticket", "t")}
              and (previous.kind is null or (c.kind in ('solved', 'closed')) <> (previous.kind in ('solved', 'closed')))`,
            at: sql`c.entered_at`,
            id: sql`c.id`,
            event: sql`case when c.kind in ('solved', 'closed') then 'solved' when previous.kind is null then 'opened' else 'reopened' end`,
            object: "ticket",
            record: sql`t.id`,
            title: titleOf(work),
            text: sql`case when c.kind in ('solved', 'closed') then ${shown(work, ["ticket", "solution", "t"], sql`t.solution`)} end`,
            party: shown(
              work,
              ["ticket", "contact", "t"],
              sql<string>`coalesce(t.contact_id, t.customer_id)`,
            ),
            deal: sql`null::uuid`,
            actor: shown(work, ["ticket", "owner", "t"], sql<string>`coalesce(c.created_by, t.owner_id)`),
            details: sql`jsonb_build_object('priority', ${shown(work, ["ticket", "priority", "t"], sql`t.priority`)})`,
          },
        ],
};

function titleOf(work: Work) {
  const number = shown(work, ["ticket", "number", "t"], sql<string>`t.number`);
  return sql<string>`concat_ws(' · ', ${number}, ${titleExpression(work, work.catalogue.object("ticket"), "t")})`;
}

function within(scope: Exclude<TimelineScope, { deal: unknown }>) {
  const parties = partiesOf(scope);
  return sql<SqlBool>`c.ticket_id in (
    select id from tickets where customer_id in ${parties}
    union select id from tickets where contact_id in ${parties})`;
}
