import { sql } from "kysely";
import { permits } from "#records/contract";
import { note as noteInAudit, type Runtime } from "#records";
import { refusalOf } from "../calling-limits.ts";
import { type Line, lineOf } from "../line.ts";
import { type EdgeCall, type EdgeCalls, edgeCalls } from "./edge-calls.ts";
import type { EdgeLine } from "./edge-lines.ts";
import { whoIsRung } from "./hunting.ts";
import { connections, type Connections } from "./connections.ts";
import {
  type Asked,
  type CameOrGone,
  type Decision,
  type Happened,
  nameOfAgent,
  type Reason,
  userOf,
} from "./messages.ts";
import { askingPace, callPace, tellingPace } from "./pace.ts";
import type { Recorder } from "./recording/recorder.ts";

/** Calls at once: of the whole edge, and that one of us has begun. */
const most = { calls: 200, begun: 2 } as const;
/** Milliseconds within which who was passed on comes back to us. */
const onTheWay = 30_000;

/** Who says where calls go, and hears what becomes of them. */
export interface Deciding {
  decide(asked: Asked): Promise<Decision>;
  happened(news: Happened | CameOrGone): void;
  /** Leaves the calls of whose end nobody told, and ends those that have lasted longer than they may. */
  leaveSilent(): void;
  /** Ends the calls that nobody speaks in any more, neither end: what carries them has left them. */
  endUncarried(carried: ReadonlySet<string>): void;
  /** The edge is no more, and no call with it. */
  endAll(): Promise<void>;
}

interface Place {
  readonly runtime: Runtime;
  readonly calls: EdgeCalls;
  readonly speakers: Connections;
  readonly mayBegin: (line: string) => boolean;
  readonly mayAsk: (user: string) => boolean;
  /** Whether it is told now that somebody's call to a number was refused. */
  readonly isTold: (userAndNumber: string) => boolean;
  readonly lines: () => readonly EdgeLine[];
  readonly recorder: Recorder;
}

interface Edge {
  readonly lines: () => readonly EdgeLine[];
  readonly recorder: Recorder;
  /** Ends a call that runs over it. */
  end(leg: string): void;
}

export function decidingFor(runtime: Runtime, { lines, end, recorder }: Edge): Deciding {
  const speakers = connections(end);
  const calls = edgeCalls(runtime);
  const place: Place = {
    runtime,
    lines,
    recorder,
    calls,
    speakers,
    mayBegin: callPace(),
    mayAsk: askingPace(),
    isTold: tellingPace(),
  };
  return {
    async decide(asked) {
      if (calls.of(asked.call)) return refuse(482, "Loop");
      if (calls.legs() >= most.calls) return refuse(486, "Busy");
      try {
        const decision = await (asked.by === "peer" ? comesIn(place, asked) : goesOut(place, asked));
        if (decision.do === "refuse") calls.leave(asked.call, "no_answer");
        return decision;
      } catch (error) {
        calls.leave(asked.call, "lost");
        throw error;
      }
    },
    happened(news) {
      if ("call" in news) note(place, news);
      else if (news.what === "came") speakers.opened(news);
      else speakers.closed(news);
    },
    leaveSilent() {
      calls.leaveSilent();
      for (const leg of calls.overlong()) end(leg);
    },
    endUncarried(carried) {
      for (const leg of calls.spoken().filter((one) => !carried.has(one))) {
        end(leg);
        calls.leave(leg, "lost");
      }
    },
    endAll: calls.endAll,
  };
}

const refuse = (code: number, reason: Reason): Decision => ({ do: "refuse", code, reason });
const digitsOf = (number: string | null): string => (number ?? "").replace(/\D/g, "");

/** From a peer: a new call, or one that was passed on and comes for whom it was passed on to. */
async function comesIn(place: Place, { call: leg, source, from, to }: Asked): Promise<Decision> {
  const { calls } = place;
  const lines = place.lines().filter(({ peers }) => peers.some(({ address }) => address === source));
  // Who registered is called by what it gave as its address there.
  const registered = lines.find(({ id }) => nameOfAgent(id) === to);
  const named = lines.find(({ number }) => number && digitsOf(number) === digitsOf(to));
  const line = registered ?? named ?? lines[0];
  if (!line) return refuse(403, "Unknown");
  const passedOn = [...calls.all].find(
    (call) => call.passedOn?.to === to && lines.some(({ id }) => id === call.line),
  );
  if (passedOn) {
    passedOn.passedOn = null;
    calls.join(passedOn, leg);
    const first = userOf(to);
    // Whoever it was passed on to has to be somebody who may have calls of this line.
    return ring(place, {
      call: passedOn,
      leg,
      first: (await mayDial(place.runtime, passedOn.line, first)) ? first : null,
    });
  }
  if (!place.mayBegin(line.id)) return refuse(503, "Unavailable");
  const direction = "in" as const;
  const call = calls.begin(leg, {
    line: line.id,
    direction,
    from,
    to: line.number ?? (registered ? null : to),
    begunBy: null,
  });
  await calls.tell(call, "new", null);
  return ring(place, { call, leg, first: null });
}

async function ring(
  { runtime, recorder }: Place,
  { call, leg, first }: { readonly call: EdgeCall; readonly leg: string; readonly first: string | null },
): Promise<Decision> {
  const { conversation } = call;
  const line = await lineOf(runtime.database, runtime.settings, call.line);
  const there = conversation ? await runtime.runAsSystem((work) => whoIsRung(work, line, conversation)) : [];
  const agents = [...new Set([...(first ? [first] : []), ...there])];
  const record = line.record && agents.length > 0 && (await recorder.begin(leg, call.source));
  if (agents.length > 0) return { do: "ring", agents, seconds: line.ringFor, record };
  return refuse(480, "Unavailable");
}

/** From one of ours, to `<line>.<number>`: only by a line at which they have an extension, and a few at once. */
async function goesOut(place: Place, { call: leg, by, at, to }: Asked): Promise<Decision> {
  const { runtime, calls, lines, speakers, recorder } = place;
  const [, lineName = "", number = ""] = /^([0-9a-f]{32})\.(\+\d{5,15})$/.exec(to) ?? [];
  const line = lines().find(({ id }) => nameOfAgent(id) === lineName);
  const user = userOf(by);
  if (!line) return refuse(403, "Forbidden");
  if ([...calls.all].filter(({ begunBy }) => begunBy === user).length >= most.begun)
    return refuse(486, "Busy");
  const [peer] = line.peers;
  if (!peer || !place.mayAsk(user)) return refuse(503, "Unavailable");
  const direction = "out" as const;
  const call = calls.begin(leg, { line: line.id, direction, from: line.number, to: number, begunBy: user });
  if (!(await mayDial(runtime, line.id, user))) return refuse(403, "Forbidden");
  const settings = await lineOf(runtime.database, runtime.settings, line.id);
  if (await isRefused(place, settings, { number, user })) return refuse(403, "Forbidden");
  call.longest = settings.longestCall * 60;
  // Given up meanwhile.
  if (calls.of(leg) !== call) return refuse(487, "Unavailable");
  speakers.heard(leg, by, at);
  await calls.tell(call, "new", user);
  const where = `${peer.address}:${peer.port}`;
  return {
    do: "out",
    line: line.id,
    number,
    peer: where,
    domain: line.account?.domain ?? where,
    user: line.account?.user ?? "",
    shown: shownNumber(line.number),
    longest: call.longest,
    record: settings.record && (await recorder.begin(leg, call.source)),
  };
}

/** The number of a line as the other end is shown it; empty where it is none. */
function shownNumber(number: string | null): string {
  const digits = digitsOf(number);
  if (!/^\d{3,15}$/.test(digits)) return "";
  return number?.trim().startsWith("+") ? `+${digits}` : digits;
}

/** Whether the line does not call that number for them now, which the screen has said before: who comes by here tries otherwise. */
async function isRefused(
  { runtime, isTold }: Place,
  line: Line,
  { number, user }: { readonly number: string; readonly user: string },
): Promise<boolean> {
  return runtime.runAsSystem(async (work) => {
    const refused = await refusalOf(work, line, { number, user });
    if (!refused) return false;
    if (!isTold(`${user} ${number}`)) return true;
    const kind = "call_refused" as const;
    const details = { number, why: refused.why };
    await noteInAudit(work, {
      kind,
      object: "channel_account",
      record: line.account.id,
      actorId: user,
      details,
    });
    return true;
  });
}

/** Whether they have an extension of the line now, and may speak with customers. */
async function mayDial(runtime: Runtime, line: string, user: string): Promise<boolean> {
  const actor = await runtime.actorOf(user);
  if (!actor || !permits(actor.rights, "conversations:answer")) return false;
  const { rows } = await sql`
    select 1 from phone_extensions where account_id = ${line} and user_id = ${user}`.execute(
    runtime.database,
  );
  return rows.length > 0;
}

function note({ calls, speakers }: Place, { what, call: leg, by, at, to, cause }: Happened): void {
  if (what === "ended") {
    speakers.left(leg);
    return calls.leave(leg, cause);
  }
  const call = calls.of(leg);
  if (!call) return;
  calls.note(leg, what === "answered");
  if (by !== "peer" && by !== "edge") speakers.heard(leg, by, at);
  if (what === "answered") speakers.answered(leg);
  if (what === "passing") {
    if (to) call.passedOn = { to, until: Date.now() + onTheWay };
    return;
  }
  if (what === "transferred" && !to) return;
  const agent = what === "transferred" ? to : by;
  const user = agent === null || agent === "peer" || agent === "edge" ? null : userOf(agent);
  // What cannot be told is said where it is written down.
  calls.tell(call, what, user).catch(() => {});
}
