import { createMany } from "#records";
import type { Scene } from "./scene.ts";
import type { DemoDeal } from "./selling.ts";
import type { Staff } from "./staff.ts";

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
      direction: chance.happens(70) ? "out" : "in",
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

/** What is to be done: overdue, today, next days, some without a day, and much that is done. */
export async function makeTasks(scene: Scene, deals: readonly DemoDeal[], { me }: Staff): Promise<number> {
  const { work, words, chance, moment } = scene;
  const open = deals.filter(({ outcome }) => outcome === "open");
  // The first of each are mine, so that my home shows what a day looks like.
  const days = [
    ...[4, 2, 1, 6, 9],
    ...[0, 0, 0, 0, 0, 0],
    ...[-1, -1, -2, -3, -3, -5, -7, -8, -12, -14, -20],
  ];
  const planned = days.flatMap((day) => [taskAt(day, true), taskAt(day, false), taskAt(day, false)]);
  const done = deals.slice(0, 50).map((deal) => {
    const ago = chance.between(deal.closed ?? 1, deal.opened);
    return {
      ...taskOf(deal, deal.owner),
      due_at: moment(ago),
      done_at: moment(ago),
      created_at: moment(ago + 6),
    };
  });
  await createMany(work, "task", [...planned, ...done], { governed: true });
  return planned.length + done.length;

  function taskAt(day: number, mine: boolean) {
    const deal = chance.one(mine && me ? ofMine() : open);
    const task = taskOf(deal, mine && me ? me : deal.owner);
    return { ...task, due_at: moment(day), created_at: moment(Math.max(1, day + 7)) };
  }

  function ofMine(): readonly DemoDeal[] {
    const own = open.filter(({ owner }) => owner === me);
    return own.length > 0 ? own : open;
  }

  function taskOf(deal: DemoDeal, owner: string | null) {
    const [subject, kind] = chance.one(words.tasks);
    const priority = chance.one(["normal", "normal", "normal", "high", "low"]);
    return { subject, kind, priority, owner, party: deal.person ?? deal.company.id, deal: deal.id };
  }
}
