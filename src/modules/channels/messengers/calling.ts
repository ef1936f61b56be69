import { EgressError, type EgressRequest, openEgress } from "#platform";
import type { Runtime } from "#records";
import type { Outcome } from "../adapter.ts";

const patience = { connect: 5_000, answer: 20_000, whole: 60_000 };

export interface Answered {
  readonly status: number;
  /** What it said, where that is JSON. */
  readonly value: unknown;
}

/** Asks a service. Throws `EgressError` where there was no answer. */
export async function askService(runtime: Runtime, request: EgressRequest): Promise<Answered> {
  const { status, body } = await openEgress(runtime.settings).send({ patience, ...request });
  return { status, value: jsonIn(body) };
}

export function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

/** Services that know what they were sent already remember it for an hour; the fourth attempt is six minutes after the first. */
const remembered = 4;

/**
 * Hands over a message piece by piece, the text first: what became of that became of the message; a file that was not taken
 * is told as its problem. Throws where nobody can know whether the text was taken; where the service takes nothing twice, it is tried
 * again instead (`attempts`: how often it was).
 */
export async function handOverAll(
  pieces: readonly (() => Promise<Outcome>)[],
  { attempts }: { readonly attempts?: number } = {},
): Promise<Outcome> {
  const [first, ...files] = pieces;
  const mayBeTwice = attempts !== undefined && attempts <= remembered;
  const outcome = await first?.().catch((error: unknown) =>
    mayBeTwice ? ({ state: "later", problem: said(error) } as const) : laterWhereNotReached(error),
  );
  if (!outcome) throw new Error("There is nothing to send");
  if (outcome.state !== "sent") return outcome;
  for (const file of files) {
    const came = await file().catch(
      (error: unknown) => ({ state: "refused", problem: said(error) }) as const,
    );
    if (came.state !== "sent")
      return { ...outcome, problem: `file: ${came.problem ?? came.state}`.slice(0, 1000) };
  }
  return outcome;
}

/** What a service answered that did not take a message. Throws where it does not say that it did not. */
export function notTaken({ status }: Answered, problem: string): Outcome {
  if (status === 429) return { state: "later", problem: "too_many_requests" };
  if (status >= 400 && status < 500) return { state: "refused", problem: problem.slice(0, 1000) };
  throw new Error(`The service answered ${status}`);
}

const neverReached: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** Where no connection came about nothing was handed over; of all else nobody knows. */
function laterWhereNotReached(error: unknown): Outcome {
  if (!(error instanceof EgressError)) throw error;
  const { failure, cause } = error;
  const code = (cause as { code?: unknown } | undefined)?.code;
  if (failure === "address" || failure === "certificate" || neverReached.has(code))
    return { state: "later", problem: failure };
  throw error;
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
