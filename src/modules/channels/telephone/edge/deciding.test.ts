import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { buildUser } from "../../../../../test/builders.ts";
import { openFrontDoor, type FrontDoor } from "../../../../../test/front-door.ts";
import type { ProviderAccount } from "../line.ts";
import type { Recorder } from "./recording/recorder.ts";
import { settleCalls } from "../settling.ts";
import { type Deciding, decidingFor } from "./deciding.ts";
import { endLeftOver } from "./edge-calls.ts";
import { type Asked, type Decision, nameOfAgent } from "./messages.ts";

const number = "+359888123456";
const nothing = { at: null, to: null, cause: null };
const peer = { address: "192.0.2.7", port: 5060 };
const known = {
  server: "sip.example.com",
  user: "office",
  domain: "sip.example.com",
  login: "office",
  password: "seven grey geese",
};

let house: FrontDoor;
let line: string;
let maria: string;
let ivan: string;
let petar: string;
let calls: Deciding;
let ended: string[];
let leg = 0;
let noted: string[] = [];
const recorder: Recorder = {
  begin: (of) => {
    noted.push(of);
    return Promise.resolve(noted.length < 3);
  },
  take: () => Promise.resolve(),
  full: () => Promise.resolve([]),
};
let account: ProviderAccount | null = null;

beforeAll(async () => {
  house = await openFrontDoor();
  maria = (await ask("GET", "/api/me")).user.id;
  ivan = (await buildUser(house.runtime.database, { name: "Ivan" })).userId;
  petar = (await buildUser(house.runtime.database, { name: "Petar" })).userId;
  await ask("POST", "/api/people", { name: { given: "Elena" }, phone: number, owner: maria });
  line = (
    await ask("POST", "/api/channel-accounts", { name: "Office", kind: "telephone", address: "+35929000000" })
  ).id;
  await ask("PUT", `/api/channel-accounts/${line}/telephone`, {
    softphone: true,
    peers: ["sip.example.com"],
    ring_for: 15,
    extensions: [maria, ivan, petar].map((user, place) => ({ extension: `2${place}`, user })),
  });
});

beforeEach(async () => {
  await sql`update calls set state = 'ended' where state <> 'ended'`.execute(house.runtime.database);
  calls = decidingFor(house.runtime, {
    lines: () => [{ id: line, number: "+35929000000", peers: [peer], account }],
    end: (leg) => ended.push(leg),
    recorder,
  });
  ended = [];
  await there(maria, ivan, petar);
});

test("it rings at whose customer it is, then at who has had no call for longest; not at who is away or on a call", async () => {
  expect(await rings(comes())).toEqual([maria, ivan, petar]);
  const first = comes();
  await calls.decide(first);
  calls.happened({ what: "answered", call: first.call, by: nameOfAgent(ivan), ...nothing });
  await expect.poll(() => states()).toContain("answered");
  expect(await rings(comes())).toEqual([maria, petar]);
  await there(maria, ivan);
  expect(await rings(comes())).toEqual([maria]);
});

test("where nobody is there the call is refused, and whoever it was is called back", async () => {
  await there();
  const call = comes("+359888777666");
  expect(await calls.decide(call)).toEqual({ do: "refuse", code: 480, reason: "Unavailable" });
  await calls.endAll();
  await sql`update calls set updated_at = now() - interval '1 minute'`.execute(house.runtime.database);
  await settleCalls(house.runtime);
  const { data } = await ask("GET", "/api/tasks?search=359888777666");
  expect(data).toMatchObject([{ kind: "call" }]);
});

test.each<[string, Partial<Asked>, number]>([
  ["from an address that is no peer's", { source: "198.51.100.1" }, 403],
  ["out by who has no extension of the line", { by: "0".repeat(32) }, 403],
  ["out to what is no number", { to: "premium" }, 403],
  ["out by a line that is none", { to: `${"0".repeat(32)}.+359888999000` }, 403],
])("no way is open %s", async (_what, part, code) => {
  const asked = { ...("source" in part ? comes() : goes(maria)), ...part };
  expect(await calls.decide(asked)).toMatchObject({ do: "refuse", code });
  expect(await states()).not.toContain("new");
});

test("who may not speak with customers, or is gone, calls nobody", async () => {
  await sql`update users set active = false where id = ${petar}`.execute(house.runtime.database);
  house.runtime.recheckAccess();
  expect(await calls.decide(goes(petar))).toMatchObject({ do: "refuse", code: 403 });
  await sql`update users set active = true where id = ${petar}`.execute(house.runtime.database);
  house.runtime.recheckAccess();
});

test("one of ours calls by the line's peer, with the line's number, and no more than two at once", async () => {
  expect(await calls.decide(goes(maria))).toEqual({
    do: "out",
    line,
    number: "+359888999000",
    peer: "192.0.2.7:5060",
    domain: "192.0.2.7:5060",
    user: "",
    shown: "+35929000000",
    longest: 7200,
    record: false,
  });
  expect(await calls.decide(goes(maria))).toMatchObject({ do: "out" });
  expect(await calls.decide(goes(maria))).toMatchObject({ do: "refuse", code: 486 });
  expect(await calls.decide(goes(ivan))).toMatchObject({ do: "out" });
});

test("what costs extra, a country that is not named and one call too many in an hour are refused, and stand in the audit", async () => {
  const to = (number: string): Asked => ({ ...goes(petar), to: `${nameOfAgent(line)}.${number}` });
  expect(await calls.decide(to("+35990123456"))).toMatchObject({ do: "refuse", code: 403 });
  expect(await calls.decide(to("+5355512345"))).toMatchObject({ do: "refuse", code: 403 });
  expect(await states()).toEqual([]);
  const dialled = (number: string) =>
    house.ask({
      method: "POST",
      url: `/api/channel-accounts/${line}/calls`,
      headers: { cookie: house.cookie },
      payload: { number },
    });
  expect((await dialled("+35990123456")).json()).toMatchObject({ status: 403, code: "call_costs_extra" });
  expect((await dialled("+5355512345")).json()).toMatchObject({ status: 403, code: "country_not_called" });
  expect((await dialled("+359888999000")).statusCode).toBe(200);
  await ask("PUT", `/api/channel-accounts/${line}/telephone`, {
    countries: ["CU"],
    calls_per_hour: 1,
    longest_call: 5,
  });
  expect((await dialled("+359888999000")).json()).toMatchObject({ code: "country_not_called" });
  expect(await calls.decide(to("+5355512345"))).toMatchObject({ do: "out", longest: 300 });
  expect(await calls.decide(to("+5355512346"))).toMatchObject({ do: "refuse", code: 403 });
  await ask("PUT", `/api/channel-accounts/${line}/telephone`, { countries: [], calls_per_hour: 60 });
  await calls.endAll();
  const { data } = await ask("GET", "/api/audit?kind=call_refused");
  expect(data).toMatchObject(
    ["too_many_calls", "country_not_called", "country_not_called", "call_costs_extra", "country_not_called"]
      .map((why) => ({
        details: { why },
        record: { id: line },
      }))
      .concat([{ details: { why: "call_costs_extra" }, record: { id: line } }]),
  );
  expect(data[0]).toMatchObject({ actor: { id: petar } });
});

test("calls an hour count for who began them, also when they say that they passed them on", async () => {
  await sql`delete from calls`.execute(house.runtime.database);
  await ask("PUT", `/api/channel-accounts/${line}/telephone`, { calls_per_hour: 1 });
  const call = goes(maria);
  expect(await calls.decide(call)).toMatchObject({ do: "out" });
  const told = { call: call.call, by: nameOfAgent(maria), ...nothing };
  calls.happened({ ...told, what: "answered" });
  calls.happened({ ...told, what: "transferred", to: nameOfAgent(ivan) });
  await expect
    .poll(async () => (await ask("GET", "/api/calls")).data)
    .toMatchObject([{ agent: { id: ivan } }]);
  expect(await calls.decide(goes(maria))).toMatchObject({ do: "refuse", code: 403 });
  expect(await calls.decide(goes(ivan))).toMatchObject({ do: "out" });
  await ask("PUT", `/api/channel-accounts/${line}/telephone`, { calls_per_hour: 60 });
  await calls.endAll();
});

test("calls are recorded where the line says so and there is room, and nowhere else", async () => {
  await ask("PUT", `/api/channel-accounts/${line}/telephone`, { record: true });
  noted = [];
  const [comesIn, goesOut, another] = [comes(), goes(maria), goes(ivan)];
  expect(await calls.decide(comesIn)).toMatchObject({ do: "ring", record: true });
  expect(await calls.decide(goesOut)).toMatchObject({ do: "out", record: true });
  expect(noted).toEqual([comesIn.call, goesOut.call]);
  expect(await calls.decide(another)).toMatchObject({ do: "out", record: false });
  expect((await ask("GET", "/api/telephone")).lines).toMatchObject([{ id: line, records: true }]);
  await ask("PUT", `/api/channel-accounts/${line}/telephone`, { record: false });
  await calls.endAll();
});

test("who was passed on to and may have no calls of the line is not rung", async () => {
  const { userId: stranger } = await buildUser(house.runtime.database, { name: "Stoyan" });
  const first = comes();
  await calls.decide(first);
  const told = { call: first.call, by: nameOfAgent(ivan), ...nothing };
  calls.happened({ ...told, what: "answered" });
  calls.happened({ ...told, what: "passing", to: nameOfAgent(stranger) });
  expect(await rings({ ...comes(), to: nameOfAgent(stranger) })).not.toContain(stranger);
  await calls.endAll();
});

test("a line with an account calls as its provider knows it, and is called by the name that it gave there", async () => {
  account = known;
  calls = decidingFor(house.runtime, {
    lines: () => [
      { id: "01a21924-61af-7baa-b60d-5c15dd4d9735", number: null, peers: [peer], account: null },
      { id: line, number: "+35929000000", peers: [peer], account },
    ],
    end: (leg) => ended.push(leg),
    recorder,
  });
  expect(await calls.decide(goes(maria))).toMatchObject({ user: "office", domain: "sip.example.com" });
  await calls.endAll();
  expect(await rings({ ...comes(), to: nameOfAgent(line) })).toContain(maria);
  account = null;
});

test("a call given up while it is asked whether one may is over, and nobody is told of it", async () => {
  for (let times = 0; times < 3; times++) {
    const call = goes(maria);
    const decision = calls.decide(call);
    calls.happened({ what: "ended", call: call.call, by: "edge", ...nothing, cause: "cancelled" });
    expect(await decision).toMatchObject({ do: "refuse", code: 487 });
  }
  expect(await states()).toEqual([]);
  expect(await calls.decide(goes(maria))).toMatchObject({ do: "out" });
});

test("a call that cannot be written down is no call; one of which nothing more is heard is over", async () => {
  const broken = goes(maria);
  await sql`alter table calls rename to calls_away`.execute(house.runtime.database);
  await expect(calls.decide(broken)).rejects.toThrow("calls");
  await sql`alter table calls_away rename to calls`.execute(house.runtime.database);
  expect(await calls.decide(goes(maria))).toMatchObject({ do: "out" });
  expect(await calls.decide(goes(maria))).toMatchObject({ do: "out" });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 200_000 });
  calls.leaveSilent();
  vi.useRealTimers();
  expect(await calls.decide(goes(maria))).toMatchObject({ do: "out" });
});

test("a call that nothing is carried of any more has broken off, and its timeline says so; one just answered is given time", async () => {
  const call = comes();
  await calls.decide(call);
  calls.happened({ what: "answered", call: call.call, by: nameOfAgent(ivan), ...nothing });
  calls.endUncarried(new Set());
  expect(ended).toEqual([]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 20_000 });
  calls.endUncarried(new Set([call.call]));
  expect(ended).toEqual([]);
  calls.endUncarried(new Set());
  vi.useRealTimers();
  expect(ended).toEqual([call.call]);
  await calls.endAll();
  await sql`update calls set updated_at = now() - interval '1 minute'`.execute(house.runtime.database);
  await settleCalls(house.runtime);
  const { data } = await ask("GET", "/api/interactions?sort=-at&limit=1");
  expect(data).toMatchObject([{ kind: "call", outcome: "reached", body: "The connection was lost." }]);
});

test("a flood of new calls is refused before anything is written of it", async () => {
  const codes: number[] = [];
  for (let times = 0; times < 35; times++) {
    const call = comes();
    const decision = await calls.decide(call);
    codes.push(decision.do === "refuse" ? decision.code : 0);
    calls.happened({ what: "ended", call: call.call, by: "edge", ...nothing });
  }
  expect(codes.filter((code) => code === 503)).toHaveLength(5);
  await calls.endAll();
});

test("who asks for calls again and again is not asked about any more, and the same is told once", async () => {
  const before = (await ask("GET", "/api/audit?kind=call_refused")).data.length;
  const codes: number[] = [];
  for (let times = 0; times < 25; times++) {
    const decision = await calls.decide({ ...goes(petar), to: `${nameOfAgent(line)}.+35990123456` });
    codes.push(decision.do === "refuse" ? decision.code : 0);
  }
  expect(codes.filter((code) => code === 503)).toHaveLength(5);
  expect((await ask("GET", "/api/audit?kind=call_refused")).data).toHaveLength(before + 1);
  expect(await calls.decide(goes(maria))).toMatchObject({ do: "out" });
});

test("a call that has lasted as long as it may is ended, also what it has become by being passed on", async () => {
  await ask("PUT", `/api/channel-accounts/${line}/telephone`, { longest_call: 120 });
  const [first, second] = [goes(maria), { ...comes(), to: nameOfAgent(ivan) }];
  await calls.decide(first);
  const told = { call: first.call, by: nameOfAgent(maria), ...nothing };
  calls.happened({ ...told, what: "answered" });
  calls.happened({ ...told, what: "passing", to: nameOfAgent(ivan) });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 7_100_000 });
  await calls.decide({ ...second });
  calls.happened({ ...told, call: second.call, by: nameOfAgent(ivan), what: "answered" });
  calls.leaveSilent();
  expect(ended).toEqual([]);
  vi.setSystemTime(Date.now() + 110_000);
  calls.leaveSilent();
  vi.useRealTimers();
  expect(ended).toEqual([first.call, second.call]);
  await calls.endAll();
});

test("the call of a browser that is gone is ended", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const at = 7;
  const call = { ...goes(maria), at };
  await calls.decide(call);
  calls.happened({ what: "gone", by: call.by, at });
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  expect(ended).toEqual([call.call]);
});

test("a call that is passed on stays one call, whoever has it", async () => {
  const first = comes();
  await calls.decide(first);
  const told = { call: first.call, by: nameOfAgent(ivan), ...nothing };
  calls.happened({ ...told, what: "answered" });
  calls.happened({ ...told, what: "passing", to: nameOfAgent(petar) });
  calls.happened({ ...told, what: "transferred", to: nameOfAgent(petar) });
  calls.happened({ ...told, what: "ended", by: "edge" });
  const second = { ...comes(), to: nameOfAgent(petar) };
  expect((await rings(second))[0]).toBe(petar);
  calls.happened({ ...told, call: second.call, what: "answered", by: nameOfAgent(petar) });
  calls.happened({ ...told, call: second.call, what: "ended", by: "edge", cause: "hung_up" });
  await calls.endAll();
  const { data } = await ask("GET", "/api/calls?sort=-started_at&limit=1");
  expect(data).toMatchObject([{ state: "ended", outcome: "reached", agent: { id: petar } }]);
  expect(await calls.decide({ ...second, call: "again" })).toMatchObject({ do: "ring" });
});

test("the same call is not decided twice, and what ran over an edge that is no more has ended", async () => {
  const call = comes();
  await calls.decide(call);
  expect(await calls.decide(call)).toMatchObject({ do: "refuse", code: 482 });
  await endLeftOver(house.runtime);
  expect(await states()).not.toContain("new");
});

function comes(from = number): Asked {
  const place = { index: 1, label: 1 };
  return {
    what: "call",
    call: `leg-${++leg}`,
    by: "peer",
    at: null,
    source: peer.address,
    from,
    to: "+35929000000",
    place,
  };
}

function goes(user: string): Asked {
  const to = `${nameOfAgent(line)}.+359888999000`;
  return { ...comes(), by: nameOfAgent(user), source: "127.0.0.1", from: null, to };
}

async function rings(asked: Asked): Promise<readonly string[]> {
  const decision: Decision = await calls.decide(asked);
  calls.happened({ what: "ended", call: asked.call, by: "edge", ...nothing, cause: "cancelled" });
  await expect.poll(() => states()).not.toContain("new");
  return decision.do === "ring" ? decision.agents : [];
}

async function states(): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`select state from calls where state <> 'ended'`.execute(
    house.runtime.database,
  );
  return rows.map(({ state }) => state);
}

async function there(...users: readonly string[]): Promise<void> {
  await sql`insert into agents (user_id, state)
    select id, case when id = any(${users}::uuid[]) then 'available' else 'away' end from users where id in (${maria}, ${ivan}, ${petar})
    on conflict (user_id) do update set state = excluded.state`.execute(house.runtime.database);
}

async function ask(method: "GET" | "POST" | "PUT", url: string, payload?: object) {
  const answer = await house.ask({ method, url, payload, headers: { cookie: house.cookie } });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.json();
}
