import { createMany, update } from "#records";
import type { Scene } from "./scene.ts";
import type { DemoDeal } from "./selling.ts";
import type { Staff } from "./staff.ts";
import type { Words } from "./words/words.ts";

/** Calls, mails and meetings around each deal, and what was noted down. */
export async function makeContacts(scene: Scene, deals: readonly DemoDeal[]): Promise<void> {
  const { work, words, chance, moment } = scene;
  const rows = deals.flatMap((deal) => {
    const until = deal.closed ?? 1;
    return Array.from({ length: chance.between(2, 6) }, () => ({
      ...oneContact(scene),
      at: moment(chance.between(until, Math.max(until, deal.opened))),
      party: deal.person ?? deal.company.id,
      deal: deal.id,
      agent: deal.owner,
    }));
  });
  await createMany(work, "interaction", rows);
  const notes = deals
    .filter((_, index) => index % 2 === 0)
    .map((deal) => ({
      body: chance.one(words.notes),
      party: deal.person ?? deal.company.id,
      ...(chance.happens(50) ? { deal: deal.id } : {}),
      owner: deal.owner,
      created_at: moment(chance.between(deal.closed ?? 1, deal.opened)),
    }));
  await createMany(work, "note", notes, { governed: true });
}

function oneContact({ words, chance }: Scene): Record<string, unknown> {
  const way = chance.between(1, 10);
  if (way <= 4) {
    const [subject, body] = chance.one(words.calls);
    const reached = body !== "";
    return {
      kind: "call",
      channel: "phone",
      direction: !reached || chance.happens(70) ? "out" : "in",
      subject,
      body: body || null,
      outcome: reached ? "reached" : "no_answer",
      duration: reached ? chance.between(2, 25) * 60 : 0,
    };
  }
  if (way <= 8) {
    const incoming = chance.happens(45);
    const [subject, body] = chance.one(incoming ? words.mailsIn : words.mailsOut);
    return { kind: "message", channel: "email", direction: incoming ? "in" : "out", subject, body };
  }
  const [subject, body] = chance.one(words.meetings);
  return {
    kind: "meeting",
    channel: "meeting",
    direction: "both",
    subject,
    body,
    duration: chance.between(3, 9) * 600,
  };
}

/** What is to be done: overdue, today, next days; and much that is done. */
export async function makeTasks(scene: Scene, deals: readonly DemoDeal[], { me }: Staff): Promise<number> {
  const { work, words, chance, moment } = scene;
  const open = deals.filter(({ outcome }) => outcome === "open");
  const mine = open.filter(({ owner }) => owner === me);
  const theirs = open.filter(({ owner }) => owner !== me);
  const planned = [
    ...[9, 6, 4, 2, 1, 0, 0, 0, 0, -1, -1, -2, -3, -5, -7, -8, -12, -14, -20].flatMap((ago, at) => [
      ahead(theirs, at * 2, ago),
      ahead(theirs, at * 2 + 1, ago),
    ]),
    ...[4, 2, 1, 0, 0, 0, 0, -1, -1, -2, -4, -6, -9].map((ago, at) =>
      ahead(mine.length > 0 ? mine : open, at, ago),
    ),
  ];
  const done = deals.slice(0, 50).map((deal, at) => {
    const ago = chance.between(deal.closed ?? 1, deal.opened);
    return { ...taskOf(deal, at), due_at: moment(ago), done_at: moment(ago), created_at: moment(ago + 6) };
  });
  await createMany(work, "task", [...planned, ...done], { governed: true });
  return planned.length + done.length;

  function ahead(among: readonly DemoDeal[], at: number, ago: number) {
    const deal = among[at % among.length] as DemoDeal;
    return {
      ...taskOf(deal, at),
      due_at: moment(ago),
      created_at: moment(Math.max(1, ago + chance.between(2, 9))),
    };
  }

  function taskOf(deal: DemoDeal, at: number) {
    const [subject, kind] = words.tasks[(at * 3) % words.tasks.length] as Words["tasks"][number];
    const priority = chance.one(["normal", "normal", "normal", "high", "low"]);
    return {
      subject,
      kind,
      priority,
      owner: deal.owner,
      party: deal.person ?? deal.company.id,
      deal: deal.id,
    };
  }
}

/** What colleagues did today to records of mine, so that home tells that something changed. */
export async function letColleaguesWork(
  { work, day }: Scene,
  deals: readonly DemoDeal[],
  { me, users }: Staff,
): Promise<void> {
  const mine = deals.filter(({ owner, outcome }) => me !== null && owner === me && outcome === "open");
  for (const [at, { id, company }] of mine.slice(0, 6).entries()) {
    const colleague = { ...work.actor, userId: users[at % users.length] ?? null };
    const then = { ...work, actor: colleague, now: new Date(work.now.getTime() - (at + 1) * 37 * 60_000) };
    if (at % 2 === 0) await update(then, "deal", id, { expected_close_on: day(-20 - at * 6) });
    else await update(then, "company", company.id, { employees: 30 + at * 17 });
  }
}
