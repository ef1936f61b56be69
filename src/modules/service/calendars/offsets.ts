import { Temporal } from "temporal-polyfill";

/** From when on, in milliseconds since 1970, the clocks of a zone show how much more than UTC. */
export interface Offset {
  readonly from: number;
  readonly until: number;
  readonly milliseconds: number;
}

// To look for the next change takes as long as a query; zones are few and change twice a year.
const known = new Map<string, Offset[]>();

/** How the clocks of an IANA zone stand between two instants, in order and without gaps. Throws for what is no zone. */
export function offsetsBetween(zone: string, from: number, until: number): readonly Offset[] {
  const offsets = known.get(zone) ?? [];
  known.set(zone, offsets);
  const first = offsets[0];
  if (first && from < first.from) offsets.length = 0;
  if (offsets.length === 0) offsets.push(offsetAt(zone, from));
  for (let last = offsets.at(-1); last && last.until <= until; last = offsets.at(-1))
    offsets.push(offsetAt(zone, last.until));
  return offsets.filter((offset) => offset.until > from && offset.from < until);
}

function offsetAt(zone: string, instant: number): Offset {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const next = local.getTimeZoneTransition("next");
  return {
    from: instant,
    until: next ? next.epochMilliseconds : Number.POSITIVE_INFINITY,
    milliseconds: local.offsetNanoseconds / 1_000_000,
  };
}
