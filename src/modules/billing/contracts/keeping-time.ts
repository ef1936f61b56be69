import { sql } from "kysely";
import { businessDay, create, type Runtime, updateMany, type Work } from "#records";
import { billingEvents } from "../contract/events.ts";
import { billingSettings } from "../settings/billing-settings.ts";
import { keepStates } from "../subscriptions/ledger.ts";
import { monthsLater } from "../subscriptions/periods.ts";
import { storedTerms } from "../subscriptions/stored-terms.ts";
import { noticeWord } from "./notice-words.ts";

/**
 * What a day brings: contracts are renewed or end, whoever keeps one is asked in time, subscriptions change their state.
 * What one step stumbles over stops no other; the job is told of it at the end, and tries again.
 */
export async function keepContracts(runtime: Runtime): Promise<void> {
  const problems: unknown[] = [];
  for (const step of [renewAll, askAll, keepAllSubscriptions])
    await step(runtime).catch((problem: unknown) => problems.push(problem));
  if (problems.length > 0) throw problems[0];
}

const renewAll = (runtime: Runtime) => runtime.runAsSystem(renewOrEnd);
const askAll = (runtime: Runtime) => runtime.runAsSystem(askToDecide);

async function keepAllSubscriptions(runtime: Runtime): Promise<void> {
  for (let after = ""; ; ) {
    const last = await runtime.runAsSystem((work) => keepSubscriptions(work, after));
    if (last === null) return;
    after = last;
  }
}

interface Contract {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly renewal: string;
  readonly renewals: number;
  readonly months: number;
  readonly endsOn: string;
  readonly firstEndsOn: string;
  readonly owner: string | null;
  readonly customer: string;
  readonly noticeUntil: string;
  readonly language: string;
}

const columns = sql`c.id, c.name, c.state, c.renewal, c.renewals, c.renewal_months as months,
  c.ends_on::text as "endsOn", coalesce(c.first_ends_on, c.ends_on)::text as "firstEndsOn", c.owner_id as owner, c.customer_id as customer, c.notice_until::text as "noticeUntil"`;

/** Renews what renews by itself and is over, as often as it takes, and ends the rest. */
export async function renewOrEnd(work: Work): Promise<void> {
  const today = businessDay(work);
  const { rows } = await sql<Contract>`
    select ${columns} from contracts c where c.ends_on < ${today}::date and c.state in ('active', 'terminated') and c.archived_at is null
    order by c.id limit 1000 for update`.execute(work.db);
  const changes = rows.map((one) => ({
    id: one.id,
    values: one.renewal === "automatic" ? renewed(one, today) : { state: "ended" },
  }));
  await updateMany(work, "contract", changes, { governed: true });
  await keepFirstEnds(
    work,
    rows.filter(({ renewal }) => renewal === "automatic"),
  );
  for (const { id, values } of changes)
    if ("ends_on" in values)
      work.emit({
        name: billingEvents.contractRenewed,
        object: "contract",
        records: [id],
        payload: { ends_on: values.ends_on },
      });
}

// Counted from the first end, so that the 31st stays the 31st.
function renewed(contract: Contract, today: string) {
  const first = countedFrom(contract);
  let [ends, times] = [contract.endsOn, contract.renewals];
  for (let terms = 1; ends < today; terms++) {
    const next = monthsLater(first, contract.months * terms);
    if (next <= ends) continue;
    ends = next;
    times++;
  }
  return { ends_on: ends, renewals: times };
}

/** The first end, as long as the last one follows from it; the last one where somebody said another. */
function countedFrom({ firstEndsOn, endsOn, months }: Contract): string {
  for (let terms = 0; ; terms++) {
    const end = monthsLater(firstEndsOn, months * terms);
    if (end >= endsOn) return end === endsOn ? firstEndsOn : endsOn;
  }
}

async function keepFirstEnds(work: Work, contracts: readonly Contract[]): Promise<void> {
  await sql`
    update contracts c set first_ends_on = given.day
    from jsonb_to_recordset(${JSON.stringify(contracts.map((one) => ({ id: one.id, day: countedFrom(one) })))}::jsonb)
      as given (id uuid, day date) where c.id = given.id`.execute(work.db);
}

/** Gives whoever keeps a contract a task before the last day of notice, once for each end. */
export async function askToDecide(work: Work): Promise<void> {
  const today = businessDay(work);
  const { noticeLeadDays } = await billingSettings(work);
  const { rows } = await sql<Contract>`
    select ${columns}, coalesce(u.locale, o.locale, 'en') as language
    from contracts c left join users u on u.id = c.owner_id left join organisation o on true
    where c.state = 'active' and c.notice_until >= ${today}::date and c.notice_until <= ${today}::date + ${noticeLeadDays}::integer
      and c.archived_at is null and not exists (select from contract_notices n where n.contract_id = c.id and n.ends_on = c.ends_on)
    order by c.id limit 500`.execute(work.db);
  for (const contract of rows) {
    const { rows: noted } = await sql`
      insert into contract_notices (contract_id, ends_on) values (${contract.id}, ${contract.endsOn}::date)
      on conflict do nothing returning 1`.execute(work.db);
    if (noted.length === 0) continue;
    const task = await create(
      work,
      "task",
      {
        subject: noticeWord(contract),
        party: contract.customer,
        owner: contract.owner,
        due_at: instantOf(contract.noticeUntil),
      },
      { governed: true, carried: ["party", "owner"] },
    );
    await sql`update contract_notices set task_id = ${task.id} where contract_id = ${contract.id} and ends_on = ${contract.endsOn}::date`.execute(
      work.db,
    );
  }
}

// At noon of UTC it is the same day almost everywhere.
const instantOf = (day: string): string => `${day}T12:00:00.000Z`;

const portion = 1000;

/** States and revenue of the next of the subscriptions, after `after`; answers the last of them, null at the end. */
async function keepSubscriptions(work: Work, after: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from subscriptions where state not in ('draft', 'ended') and archived_at is null
      and id > ${after || "00000000-0000-0000-0000-000000000000"}::uuid order by id limit ${portion}`.execute(
    work.db,
  );
  const ids = rows.map(({ id }) => id);
  await keepStates(work, [...(await storedTerms(work, ids)).values()]);
  return ids.at(-1) ?? null;
}
