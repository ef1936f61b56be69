import { Temporal } from "temporal-polyfill";
import { type Weekday, weekdays } from "../contract/assignment-objects.ts";

export interface WorkingTime {
  readonly user: string | null;
  readonly team: string | null;
  readonly days: readonly Weekday[];
  /** `09:00` */
  readonly opens: string;
  readonly closes: string;
  readonly timeZone: string | null;
}

export interface AtWork {
  readonly id: string;
  /** Their team and those above it, the nearest first. */
  readonly teams: readonly string[];
  readonly timeZone: string;
}

/**
 * Whether somebody is at work now: by their own times, else by those of the nearest team that has some, else by those of
 * everybody. Where nobody said anything, always.
 */
export function isAtWork(person: AtWork, times: readonly WorkingTime[], now: Date): boolean {
  const theirs = timesOf(person, times);
  return theirs.length === 0 || theirs.some((time) => isWithin(time, person.timeZone, now));
}

function timesOf({ id, teams }: AtWork, times: readonly WorkingTime[]): readonly WorkingTime[] {
  const own = times.filter(({ user }) => user === id);
  if (own.length > 0) return own;
  for (const team of teams) {
    const ofTeam = times.filter((time) => time.user === null && time.team === team);
    if (ofTeam.length > 0) return ofTeam;
  }
  return times.filter(({ user, team }) => user === null && team === null);
}

function isWithin({ days, opens, closes, timeZone }: WorkingTime, zone: string, now: Date): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone ?? zone);
  const clock = local.toPlainTime().toString({ smallestUnit: "minute" });
  return days.includes(weekdays[local.dayOfWeek - 1] as Weekday) && opens <= clock && clock < closes;
}
