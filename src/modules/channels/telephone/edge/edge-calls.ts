import { sql } from "kysely";
import { newId } from "#kernel/id";
import type { Runtime } from "#records";
import type { CallNews, Cause } from "../call.ts";
import { hearCall } from "../hearing.ts";
import { lineOf } from "../line.ts";

/** A call as people speak of it: one conversation of two, also when it was passed on and has become another to the edge. */
export interface EdgeCall {
  /** By which it is told from others among all calls of the line. */
  readonly source: string;
  readonly line: string;
  readonly direction: "in" | "out";
  readonly from: string | null;
  readonly to: string | null;
  /** Who began it, of ours. */
  readonly begunBy: string | null;
  /** The calls of the edge that it is made of now. */
  readonly legs: Set<string>;
  conversation: string | null;
  /** Seconds after which it is ended, also where it has become another to the edge meanwhile. */
  longest: number;
  answeredAt: number | null;
  told: number;
  passedOn: { readonly to: string; readonly until: number } | null;
  /** What is told of it, one after the other. */
  turn: Promise<unknown>;
}

/** Milliseconds after which a call of the edge, of which nothing was heard, is over: longer than it lets anybody ring, or speak. */
const silence = { ringing: 180_000, answered: 4 * 3_600_000 + 300_000 } as const;

/** Seconds after which any call is ended. */
const longest = 4 * 3_600;
/** Milliseconds that the edge has for ending it by itself. */
const grace = 5_000;

/** Milliseconds that a call which was just answered is given until it is looked for in what carries it. */
const settled = 15_000;

export type Beginning = Pick<EdgeCall, "line" | "direction" | "from" | "to" | "begunBy">;

/** The calls that run over the edge now, and what is told of them, as a switchboard tells. */
export interface EdgeCalls {
  readonly all: ReadonlySet<EdgeCall>;
  legs(): number;
  of(leg: string): EdgeCall | undefined;
  begin(leg: string, beginning: Beginning): EdgeCall;
  /** Another call of the edge is part of it from now on. */
  join(call: EdgeCall, leg: string): void;
  tell(call: EdgeCall, kind: CallNews, agent: string | null, cause?: Cause | null): Promise<void>;
  /** A call of the edge is over; with the last of it all is, unless whoever was passed on is still to come. */
  leave(leg: string, cause: Cause | null): void;
  /** Something was heard of a call of the edge. */
  note(leg: string, isAnswered: boolean): void;
  /** The calls of the edge in which people speak, and have for a while. */
  spoken(): string[];
  /** Leaves the calls of the edge of whose end nobody told. */
  leaveSilent(): void;
  /** The calls of the edge that belong to what has lasted longer than it may. */
  overlong(): string[];
  endAll(): Promise<void>;
}

export function edgeCalls(runtime: Runtime): EdgeCalls {
  const byLeg = new Map<string, EdgeCall>();
  const all = new Set<EdgeCall>();
  const heard = new Map<string, { at: number; isAnswered: boolean }>();
  const telling = new Set<Promise<unknown>>();

  const join: EdgeCalls["join"] = (call, leg) => {
    call.legs.add(leg);
    byLeg.set(leg, call);
    heard.set(leg, { at: Date.now(), isAnswered: false });
  };
  const leave: EdgeCalls["leave"] = (leg, cause) => {
    const call = byLeg.get(leg);
    byLeg.delete(leg);
    heard.delete(leg);
    call?.legs.delete(leg);
    if (call) endWhenAlone(call, cause);
  };
  const tell: EdgeCalls["tell"] = (call, kind, agent, cause = null) => {
    const news = { kind, agent, cause, seq: ++call.told, at: new Date() };
    const told = call.turn.then(() => tellOf(runtime, call, news));
    const turn = told
      .catch((error: unknown) => void process.stderr.write(`telephone: ${String(error)}\n`))
      .finally(() => telling.delete(turn));
    telling.add(turn);
    call.turn = turn;
    return told;
  };
  const endWhenAlone = (call: EdgeCall, cause: Cause | null): void => {
    if (call.legs.size > 0) return;
    const wait = call.passedOn ? call.passedOn.until - Date.now() : 0;
    if (wait > 0) setTimeout(endWhenAlone, wait, call, cause).unref();
    // What nobody was told of is no call.
    else if (all.delete(call) && call.told > 0) tell(call, "ended", null, cause ?? "hung_up").catch(() => {});
  };

  return {
    all,
    legs: () => byLeg.size,
    of: (leg) => byLeg.get(leg),
    begin(leg, beginning) {
      const source = `edge-${newId()}`;
      const rest = {
        legs: new Set<string>(),
        conversation: null,
        told: 0,
        passedOn: null,
        longest,
        answeredAt: null,
      };
      const call: EdgeCall = { ...beginning, ...rest, source, turn: Promise.resolve() };
      all.add(call);
      join(call, leg);
      return call;
    },
    join,
    tell,
    note(leg, isAnswered) {
      const before = heard.get(leg);
      const call = byLeg.get(leg);
      if (isAnswered && call) call.answeredAt ??= Date.now();
      if (before) heard.set(leg, { at: Date.now(), isAnswered: before.isAnswered || isAnswered });
    },
    leave,
    spoken: () =>
      [...heard]
        .filter(([, { at, isAnswered }]) => isAnswered && at < Date.now() - settled)
        .map(([leg]) => leg),
    leaveSilent() {
      for (const [leg, { at, isAnswered }] of heard)
        if (at < Date.now() - (isAnswered ? silence.answered : silence.ringing)) leave(leg, "lost");
    },
    overlong: () =>
      [...all]
        .filter((call) => call.answeredAt && call.answeredAt + call.longest * 1000 + grace < Date.now())
        .flatMap(({ legs }) => [...legs]),
    async endAll() {
      for (const call of all) tell(call, "ended", null, "lost").catch(() => {});
      all.clear();
      byLeg.clear();
      heard.clear();
      await Promise.all(telling);
    },
  };
}

interface News {
  readonly kind: CallNews;
  readonly agent: string | null;
  readonly cause: Cause | null;
  readonly seq: number;
  readonly at: Date;
}

async function tellOf(runtime: Runtime, call: EdgeCall, { agent, ...news }: News): Promise<void> {
  const { source, line: id, direction, from, to } = call;
  const line = await lineOf(runtime.database, runtime.settings, id);
  const { conversation } = await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<{ extension: string }>`
      select extension from phone_extensions where account_id = ${id} and user_id = ${agent}`.execute(
      work.db,
    );
    const user = rows[0]?.extension ?? null;
    return hearCall(work, line, { ...news, call: source, direction, from, to, user, recording: null });
  });
  call.conversation = conversation;
}

/** What ran over an edge that is no more has ended: nobody else will tell. */
export async function endLeftOver(runtime: Runtime): Promise<void> {
  const { rows } = await sql<{ id: string; source: string; direction: "in" | "out" }>`
    select account_id as id, source_id as source, direction from calls
    where state <> 'ended' and source_id like 'edge-%'`.execute(runtime.database);
  for (const { id, source, direction } of rows) {
    const line = await lineOf(runtime.database, runtime.settings, id).catch(() => null);
    if (!line) continue;
    const last = { seq: 1_000_000, kind: "ended", cause: "lost", at: new Date() } as const;
    const nobody = { from: null, to: null, user: null, recording: null };
    await runtime.runAsSystem((work) =>
      hearCall(work, line, { ...last, ...nobody, call: source, direction }),
    );
  }
}
