import { causes, type Cause } from "../call.ts";

/** Whoever speaks longer than this speaks no netstrings. */
const longest = 16_384;

/**
 * Cuts what comes into netstrings (`5:hello,`), whatever the pieces. Throws where it is none, and where one would be longer than
 * anybody has to say.
 */
export function netstrings(hear: (message: string) => void): (piece: Buffer) => void {
  let held = Buffer.alloc(0);
  return (piece) => {
    held = Buffer.concat([held, piece]);
    for (;;) {
      const colon = held.subarray(0, 7).indexOf(":");
      const head = held.subarray(0, Math.max(0, colon)).toString("latin1");
      if (colon === -1 && held.length < 7 && /^\d*$/.test(held.toString("latin1"))) return;
      const length = Number(head);
      if (!/^\d{1,6}$/.test(head) || length > longest) throw new Error("The edge speaks no netstrings");
      if (held.length < colon + length + 2) return;
      if (held[colon + 1 + length] !== 0x2c) throw new Error("The edge speaks no netstrings");
      hear(held.subarray(colon + 1, colon + 1 + length).toString("utf8"));
      held = held.subarray(colon + length + 2);
    }
  };
}

export const netstring = (message: string): string => `${Buffer.byteLength(message)}:${message},`;

/** One of ours as the edge names them: the id without its dashes. */
const agentName = /^[0-9a-f]{32}$/;

export const nameOfAgent = (userId: string): string => userId.replaceAll("-", "");

export const userOf = (name: string): string =>
  name.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** A call that waits for a decision. */
export interface Asked {
  readonly what: "call";
  readonly call: string;
  /** One of ours, or a peer. */
  readonly by: string;
  /** The connection of the browser that asks; null where it is none. */
  readonly at: number | null;
  /** The address that it came from. */
  readonly source: string;
  readonly from: string | null;
  readonly to: string;
  /** By which the edge finds it again. */
  readonly place: { readonly index: number; readonly label: number };
}

/** What became of one. */
export interface Happened {
  /** `passing` where one of us asks that it be passed on, `transferred` where the other end takes that up. */
  readonly what: "ringing" | "answered" | "held" | "resumed" | "passing" | "transferred" | "ended";
  readonly call: string;
  readonly by: string;
  /** The connection of the browser by which it is heard; null where it is heard otherwise. */
  readonly at: number | null;
  readonly to: string | null;
  readonly cause: Cause | null;
}

export interface Connection {
  readonly by: string;
  readonly at: number;
}

/** A connection of a browser has opened, or closed. */
export interface CameOrGone extends Connection {
  readonly what: "came" | "gone";
}

/** What a provider answered to a line that registers there. */
export interface Registered {
  readonly what: "registered";
  readonly line: string;
  /** Which attempt it is an answer to. */
  readonly turn: number;
  readonly code: number;
  readonly reason: string;
  /** Seconds for which it holds; null where the answer does not say. */
  readonly seconds: number | null;
  /** Seconds below which the provider takes none. */
  readonly least: number | null;
  /** What it wishes to have answered before. */
  readonly challenge: string | null;
}

export type News = Asked | Happened | CameOrGone | Registered;

const happenings = ["ringing", "answered", "held", "resumed", "passing", "transferred", "ended"] as const;

/** What the edge tells: a word, then `name=value`; what strangers wrote comes in hexadecimal digits. Null for what is no such thing. */
export function readMessage(message: string): News | "ready" | null {
  const [what = "", ...parts] = message.trim().split(" ");
  if (what === "ready") return "ready";
  // What is said first of a name stands: what strangers had a hand in comes behind.
  const value = new Map(
    parts
      .filter((part) => part.includes("="))
      .map(cut)
      .toReversed(),
  );
  if (what === "registered") return readRegistered(value);
  const by = value.get("by") ?? "";
  const at = numberOf(value.get("at"));
  if (what === "gone" || what === "came") return agentName.test(by) && at !== null ? { what, by, at } : null;
  const call = textOf(value.get("call"), 200);
  if (!call || !(agentName.test(by) || by === "peer" || by === "edge")) return null;
  if (what === "call") return readAsked(value, { call, by, at });
  const happened = happenings.find((word) => word === what);
  if (!happened) return null;
  const to = value.get("to") ?? "";
  const cause = causes.find((word) => word === value.get("cause")) ?? null;
  return { what: happened, call, by, at, to: agentName.test(to) ? to : null, cause };
}

function readAsked(
  value: ReadonlyMap<string, string>,
  { call, by, at }: Pick<Asked, "call" | "by" | "at">,
): Asked | null {
  const index = numberOf(value.get("index"));
  const label = numberOf(value.get("label"));
  const source = value.get("source") ?? "";
  const to = textOf(value.get("to"), 120);
  if (index === null || label === null || !to || !/^[\d.:a-f]{2,45}$/i.test(source)) return null;
  const from = textOf(value.get("from"), 60);
  return { what: "call", call, by, at, source, from, to, place: { index, label } };
}

function readRegistered(value: ReadonlyMap<string, string>): Registered | null {
  const line = value.get("line") ?? "";
  const turn = numberOf(value.get("turn"));
  const code = numberOf(value.get("code"));
  if (!agentName.test(line) || turn === null || code === null || code > 999) return null;
  const reason = textOf(value.get("reason"), 120) ?? "";
  // Of several telephones at one account ours is meant.
  const contact = textOf(value.get("contact"), 4000)
    ?.split(/,\s*(?=<|"|sips?:)/)
    .find((one) => one.includes(line));
  const seconds = numberOf(
    /;\s*expires\s*=\s*"?(\d{1,10})/i.exec(contact ?? "")?.[1] ?? value.get("seconds"),
  );
  return {
    what: "registered",
    line: userOf(line),
    turn,
    code,
    reason,
    seconds,
    least: numberOf(value.get("least")),
    challenge: textOf(value.get("challenge"), 2000),
  };
}

function cut(part: string): [string, string] {
  const at = part.indexOf("=");
  return [part.slice(0, at), part.slice(at + 1)];
}

function textOf(digits: string | undefined, most: number): string | null {
  if (!digits || !/^([0-9a-f]{2})+$/i.test(digits)) return null;
  const text = Buffer.from(digits, "hex").toString("utf8");
  // oxlint-disable-next-line no-control-regex
  return /[\0-\x1f\x7f]/.test(text) ? null : text.slice(0, most);
}

function numberOf(digits: string | undefined): number | null {
  return digits !== undefined && /^\d{1,10}$/.test(digits) ? Number(digits) : null;
}

/** One word each, as the edge reads them. */
export type Reason = "Busy" | "Forbidden" | "Loop" | "Unavailable" | "Unknown";

/** Out, to a number by a peer. */
interface Out {
  readonly do: "out";
  readonly line: string;
  readonly number: string;
  readonly peer: string;
  /** What stands behind the `@` of the number. */
  readonly domain: string;
  /** As whom the line is known there; empty where it has registered nowhere. */
  readonly user: string;
  readonly shown: string;
  /** Seconds after which it is ended. */
  readonly longest: number;
  readonly record: boolean;
}

/** What is to become of a call. */
export type Decision =
  | {
      readonly do: "ring";
      readonly agents: readonly string[];
      readonly seconds: number;
      readonly record: boolean;
    }
  | Out
  | { readonly do: "refuse"; readonly code: number; readonly reason: string };

/**
 * A decision as the edge reads it. Nothing of it was written by a stranger but digits. What may be empty, or begin with an apostrophe,
 * stands in quotes: else the edge reads nothing of the whole.
 */
export function writeDecision({ index, label }: Asked["place"], decision: Decision): string {
  const place = `index=${index};label=${label}`;
  switch (decision.do) {
    case "ring":
      // A dot behind each, and one at the end: nothing is what the edge cannot cut off.
      return `do=ring;${place};agents=${agents(decision.agents)}.;seconds=${decision.seconds};record=${Number(decision.record)}`;
    case "out":
      return `do=out;${place};${writeOut(decision)}`;
    case "refuse":
      return `do=refuse;${place};code=${decision.code};reason=${decision.reason}`;
  }
}

function writeOut({ line, number, peer, domain, user, shown, longest, record }: Out): string {
  return `line=${nameOfAgent(line)};number=${number};peer=${peer};domain=${domain};user="${user}";shown="${shown}";longest=${longest};record=${Number(record)}`;
}

/** As whom and where a line registers. */
export interface Registration {
  readonly line: string;
  readonly turn: number;
  readonly peer: string;
  readonly domain: string;
  readonly user: string;
  readonly login: string;
  readonly password: string;
  readonly seconds: number;
  /** A header that proves who it is, once that was asked for. */
  readonly proof: string;
}

export function writeRegistration({
  line,
  turn,
  peer,
  domain,
  user,
  seconds,
  proof,
  ...secret
}: Registration): string {
  const [login, password] = [hexOf(secret.login), hexOf(secret.password)];
  return `do=register;line=${nameOfAgent(line)};turn=${turn};peer=${peer};domain=${domain};user="${user}";login=${login};password=${password};seconds=${seconds};proof=${hexOf(proof)}`;
}

/** A line registers no more. */
export const writeForget = (line: string): string => `do=forget;line=${nameOfAgent(line)}`;

const hexOf = (text: string): string => Buffer.from(text).toString("hex");

/** Ends a call that runs. */
export const writeEnd = (call: string): string => `do=end;call=${hexOf(call)}`;

const agents = (users: readonly string[]): string => users.map((user) => `${nameOfAgent(user)}.`).join("");
