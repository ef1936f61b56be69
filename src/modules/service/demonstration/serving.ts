import { sql } from "kysely";
import type { Locale } from "#kernel/locale";
import {
  businessDay,
  byRule,
  create,
  createMany,
  type Runtime,
  type Subscription,
  update,
  type Work,
} from "#records";
import { demonstrationLoaded } from "#sales/contract";
import { publishArticle } from "../knowledge/publishing.ts";
import { settleDeadlines } from "../levels/settling.ts";
import { makeStandardService } from "../standard-service.ts";
import { allStatuses, firstOf, isOver } from "../tickets/statuses.ts";
import type { StatusKind } from "../contract/ticket-objects.ts";
import { articles } from "./articles.ts";
import { type Request, requests } from "./words.ts";

/** The demonstration company is asked for help, too, once its customers are there. */
export const demonstrateService: Subscription = {
  name: "service.demonstration",
  events: [demonstrationLoaded],
  hear: (runtime: Runtime) => runtime.runAsSystem(serve),
};

const tickets = 30;
const hour = 3_600_000;
/** How far they have come, by turns. */
const courses: readonly StatusKind[] = [
  "solved",
  "new",
  "open",
  "waiting",
  "solved",
  "on_hold",
  "closed",
  "open",
];
const priorities = ["normal", "high", "normal", "low", "urgent", "normal"] as const;
const types = ["question", "incident", "request", "problem"] as const;
const channels = ["email", "chat", "phone", "email", "web_form"] as const;

interface Customer {
  readonly person: string;
  readonly company: string | null;
}

async function serve(work: Work): Promise<void> {
  const { rows: customers } = await sql<Customer>`
    select id as person, company_id as company from parties
    where kind = 'person' and archived_at is null and not exists (select from tickets) order by id limit ${tickets}`.execute(
    work.db,
  );
  if (customers.length === 0) return;
  await makeStandardService(work);
  const { rows } = await sql<{ locale: Locale; agents: string[] }>`
    select locale, array(select id from users where active and archived_at is null order by id limit 4) as agents from organisation`.execute(
    work.db,
  );
  const { locale = "en", agents = [] } = rows[0] ?? {};
  for (const [index, customer] of customers.entries()) {
    const words = requests[locale];
    await ask(work, customer, {
      request: words[index % words.length] as Request,
      agent: index % 5 === 1 ? null : (agents[index % agents.length] ?? null),
      index,
    });
  }
  await equip(work, locale, agents[0] ?? null);
}

/** A few articles, and what those who bought have of us. */
async function equip(work: Work, locale: Locale, author: string | null): Promise<void> {
  const rule = byRule(work);
  for (const article of articles[locale]) {
    const { id } = await create(rule, "article", {
      ...article,
      language: locale,
      audience: "public",
      owner: author,
    });
    await publishArticle(rule, id);
  }
  const { rows } = await sql<{ customer: string; product: string }>`
    select distinct on (d.company_id) d.company_id as customer, l.product_id as product
    from deals d join stages s on s.id = d.stage_id join deal_products l on l.deal_id = d.id
    where s.kind = 'won' and d.company_id is not null order by d.company_id, l.id limit 12`.execute(work.db);
  const today = businessDay(work);
  await createMany(
    rule,
    "installed_product",
    rows.map(({ customer, product }, index) => ({
      customer,
      product,
      serial: `SN-${String(4711 + index * 37)}`,
      installed_on: yearsFrom(today, -1),
      warranty_until: yearsFrom(today, index % 3),
    })),
  );
}

function yearsFrom(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}-${day.slice(5, 7)}-15`;
}

interface Asked {
  readonly request: Request;
  readonly agent: string | null;
  readonly index: number;
}

async function ask(
  work: Work,
  { person, company }: Customer,
  { request, agent, index }: Asked,
): Promise<void> {
  const course = courses[index % courses.length] as StatusKind;
  const ago = isOver(course) ? 24 * (2 + index) : 2 + ((index * 5) % 40);
  const asking = hoursBefore(work, ago);
  const { id } = await create(
    byRule(asking),
    "ticket",
    {
      subject: request.subject,
      description: request.text,
      type: types[index % types.length],
      priority: priorities[index % priorities.length],
      channel: channels[index % channels.length],
      customer: company ?? person,
      contact: person,
      owner: agent,
    },
    { governed: true },
  );
  await sql`update tickets set created_at = ${asking.now} where id = ${id}`.execute(work.db);
  if (course !== "new") await bring(hoursBefore(work, ago - 1 - (index % 3)), id, course, request);
  await settleDeadlines(work, [id]);
}

async function bring(work: Work, id: string, course: StatusKind, { solution }: Request): Promise<void> {
  const status = firstOf(await allStatuses(work), course);
  const values = {
    status: status.id,
    first_answered_at: work.now.toISOString(),
    ...(isOver(course) && { solution }),
  };
  await update(byRule(work), "ticket", id, values, { governed: true });
}

const hoursBefore = (work: Work, hours: number): Work => ({
  ...work,
  now: new Date(work.now.getTime() - hours * hour),
});
