/** What a switchboard tells of a call. `ringing` and `transferred` say at whom, `answered` who did. */
export const callNews = ["new", "ringing", "answered", "held", "resumed", "transferred", "ended"] as const;
export type CallNews = (typeof callNews)[number];

/** Why a call ended, as far as it matters here. */
export const causes = ["hung_up", "busy", "no_answer", "refused", "cancelled", "lost"] as const;
export type Cause = (typeof causes)[number];

export interface CallEvent {
  /** Its place among the news of the call, as the switchboard counts. */
  readonly seq: number;
  readonly kind: CallNews;
  readonly at: Date;
  readonly agent: string | null;
  readonly cause: Cause | null;
}

/** How a call stands. */
export interface CallState {
  readonly state: "new" | "ringing" | "answered" | "held" | "ended";
  readonly agent: string | null;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  /** Seconds spoken; null while nobody knows. */
  readonly duration: number | null;
  readonly outcome: "reached" | "no_answer" | "busy" | "refused" | null;
}

/**
 * How a call stands by all that was told of it. The order in which the news came is of no account: they are put into theirs,
 * and once it has ended nothing told of before opens it again. `events` is not empty.
 */
export function stateOfCall(events: readonly CallEvent[]): CallState {
  const ordered = events.toSorted(
    (left, right) => left.seq - right.seq || callNews.indexOf(left.kind) - callNews.indexOf(right.kind),
  );
  const answered = ordered.find(({ kind }) => kind === "answered");
  const ended = ordered.findLast(({ kind }) => kind === "ended");
  const startedAt = new Date(Math.min(...ordered.map(({ at }) => at.getTime())));
  const endedAt = ended?.at ?? null;
  const duration =
    endedAt && (answered ? Math.max(0, Math.round((endedAt.getTime() - answered.at.getTime()) / 1000)) : 0);
  return {
    state: ended ? "ended" : stateAfter(ordered.at(-1)?.kind ?? "new", answered !== undefined),
    agent: agentOf(ordered, answered),
    startedAt,
    answeredAt: answered?.at ?? null,
    endedAt,
    duration,
    outcome: ended ? outcomeOf(ended.cause, answered !== undefined) : null,
  };
}

function stateAfter(last: CallNews, isAnswered: boolean): CallState["state"] {
  switch (last) {
    case "new":
      return "new";
    case "held":
      return "held";
    case "ringing":
    case "transferred":
      return isAnswered ? "answered" : "ringing";
    default:
      return "answered";
  }
}

/** Who has it: who answered or got it last, else at whom it rings. */
function agentOf(ordered: readonly CallEvent[], answered: CallEvent | undefined): string | null {
  const named = ordered.filter(({ agent }) => agent !== null);
  const having = named.filter(({ kind }) => kind === "answered" || (answered && kind === "transferred"));
  return (having.at(-1) ?? named.at(-1))?.agent ?? null;
}

function outcomeOf(cause: Cause | null, isAnswered: boolean): CallState["outcome"] {
  if (isAnswered) return "reached";
  return cause === "busy" || cause === "refused" ? cause : "no_answer";
}
