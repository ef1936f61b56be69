import { afterBusinessTime, businessTime, roundTheClock, type Span } from "../calendars/business-time.ts";
import type { DeadlineKind, Priority } from "../contract/level-objects.ts";
import type { ServiceLevel } from "./stored-levels.ts";

/** What is known of a ticket, as its deadlines are reckoned from it; instants in milliseconds since 1970. */
export interface TicketTimes {
  readonly priority: Priority;
  readonly createdAt: number;
  /** Since when they wait for an answer. */
  readonly waitingSince: number | null;
  readonly firstAnsweredAt: number | null;
  readonly solvedAt: number | null;
  /** Where it stood, from when to when, in order; the last has no end. */
  readonly stays: readonly (Span & { readonly kind: string })[];
}

/** A clock that runs, stands still, or has been met. */
export interface Deadline {
  readonly kind: DeadlineKind;
  readonly startedAt: number;
  readonly dueAt: number | null;
  readonly warnAt: number | null;
  readonly metAt: number | null;
  readonly missed: boolean;
}

const minute = 60_000;

/** The deadlines of a ticket under a service level; those that it sets no time for are not there. */
export function deadlinesOf(level: ServiceLevel, ticket: TicketTimes, now: number): readonly Deadline[] {
  const allowed = level.targets[ticket.priority];
  if (!allowed) return [];
  const pauses = pausesOf(level, ticket);
  return clocksOf(ticket).flatMap(({ kind, startedAt, metAt }): Deadline[] => {
    const minutes = allowed[kind];
    if (!minutes) return [];
    const paused = metAt === null ? pauses : pauses.filter(({ from }) => from < metAt);
    const after = (count: number) =>
      afterBusinessTime(level.calendar, startedAt, Math.max(0, count) * minute, paused);
    const dueAt = after(minutes);
    return [
      {
        kind,
        startedAt,
        metAt,
        dueAt,
        warnAt: level.warnMinutes > 0 ? after(minutes - level.warnMinutes) : null,
        missed: dueAt !== null && (metAt ?? now) > dueAt,
      },
    ];
  });
}

/** Minutes of business that the first answer and the solution took; as the clock goes where nothing is promised. Null: not yet. */
export interface Took {
  readonly firstAnswer: number | null;
  readonly tookToSolve: number | null;
}

export function minutesTaken(level: ServiceLevel | undefined, ticket: TicketTimes): Took {
  const pauses = level ? pausesOf(level, ticket) : [];
  const until = (end: number | null) =>
    end === null
      ? null
      : Math.round(
          businessTime(level?.calendar ?? roundTheClock, { from: ticket.createdAt, until: end }, pauses) /
            minute,
        );
  return { firstAnswer: until(ticket.firstAnsweredAt), tookToSolve: until(ticket.solvedAt) };
}

/** The stays in which the clock stands still. */
function pausesOf(level: ServiceLevel, { stays }: TicketTimes): readonly Span[] {
  const still = new Set([...level.pauses, "solved", "closed"]);
  return joined(stays.filter(({ kind }) => still.has(kind)));
}

type Clock = Pick<Deadline, "kind" | "startedAt" | "metAt">;

function clocksOf({ createdAt, waitingSince, firstAnsweredAt, solvedAt }: TicketTimes): Clock[] {
  const waitsAgain = waitingSince !== null && firstAnsweredAt !== null && waitingSince > firstAnsweredAt;
  return [
    { kind: "first_answer", startedAt: createdAt, metAt: firstAnsweredAt },
    ...(waitsAgain ? [{ kind: "next_answer" as const, startedAt: waitingSince, metAt: null }] : []),
    { kind: "solution", startedAt: createdAt, metAt: solvedAt },
  ];
}

/** Stays that follow one another are one pause. */
function joined(stays: readonly Span[]): readonly Span[] {
  const pauses: { from: number; until: number }[] = [];
  for (const { from, until } of stays) {
    const last = pauses.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else pauses.push({ from, until });
  }
  return pauses;
}
