import { Temporal } from "temporal-polyfill";
import { type Component, type Line, lineNamed } from "./lines.ts";

/**
 * A series whose beginning was moved here: what speaks of single times of it (left out, moved by themselves, the last of all) moves
 * along, so that none comes back and none is there twice. As it is where the beginning was said in another way before: nobody
 * can tell then what became of its times.
 */
export function movedAlong(whole: Component, before: Component, after: Component): Component {
  const [from, to] = [lineNamed(before, "DTSTART"), lineNamed(after, "DTSTART")];
  const replaced = (entry: Component): Component => ({
    ...whole,
    parts: whole.parts.map((part) => (part === before ? entry : part)),
  });
  const [first, now] = [timeIn(from), timeIn(to)];
  if (!from || !to || !first || !now || from.value === to.value || shapeOf(from) !== shapeOf(to))
    return replaced(after);
  const way = first.until(now, { largestUnit: "hour" });
  const moved = replaced({
    ...after,
    lines: after.lines.map((line) => movedLine(line, way, { first, now })),
  });
  return { ...moved, parts: moved.parts.map((part) => movedException(part, before.name, way)) };
}

const shapeOf = ({ head, value }: Line): string => `${head} ${value.length}`;

const time = /(\d{8})(?:T(\d{6}))?/g;

function timeIn(line: Line | undefined): Temporal.PlainDateTime | null {
  const [, day, clock = "000000"] = new RegExp(time).exec(line?.value ?? "") ?? [];
  try {
    return day ? Temporal.PlainDateTime.from(`${day}T${clock}`) : null;
  } catch {
    return null;
  }
}

interface Beginnings {
  readonly first: Temporal.PlainDateTime;
  readonly now: Temporal.PlainDateTime;
}

function movedLine(line: Line, way: Temporal.Duration, beginnings: Beginnings): Line {
  if (line.name === "EXDATE" || line.name === "RDATE") return moved(line, way);
  return line.name === "RRULE" ? { ...line, value: movedRule(line.value, way, beginnings) } : line;
}

/** One that was moved by itself stays where it was put; of what else is otherwise with it, the time moves along. */
function movedException(part: Component, name: string, way: Temporal.Duration): Component {
  const instead = lineNamed(part, "RECURRENCE-ID");
  if (part.name !== name || !instead) return part;
  const isInPlace = lineNamed(part, "DTSTART")?.value === instead.value;
  const names = ["RECURRENCE-ID", ...(isInPlace ? ["DTSTART", "DTEND", "DUE"] : [])];
  return { ...part, lines: part.lines.map((line) => (names.includes(line.name) ? moved(line, way) : line)) };
}

const moved = (line: Line, way: Temporal.Duration): Line => ({ ...line, value: movedTimes(line.value, way) });

function movedTimes(value: string, way: Temporal.Duration): string {
  return value.replace(time, (said, day: string, clock: string | undefined) => {
    try {
      const there = Temporal.PlainDateTime.from(`${day}T${clock ?? "000000"}`).add(way);
      const digits = there.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
      return clock === undefined ? digits.slice(0, 8) : digits;
    } catch {
      return said;
    }
  });
}

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** The last time, and the day where the rule names just the one on which the series began. */
function movedRule(rule: string, way: Temporal.Duration, { first, now }: Beginnings): string {
  const named = ({ dayOfWeek }: Temporal.PlainDateTime) => weekdays[dayOfWeek - 1] ?? "";
  return rule
    .split(";")
    .map((part) => {
      if (/^UNTIL=/i.test(part)) return movedTimes(part, way);
      if (part.toUpperCase() === `BYDAY=${named(first)}`) return `BYDAY=${named(now)}`;
      return part.toUpperCase() === `BYMONTHDAY=${first.day}` ? `BYMONTHDAY=${now.day}` : part;
    })
    .join(";");
}
