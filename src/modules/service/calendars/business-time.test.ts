import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { afterBusinessTime, type BusinessCalendar, businessTime, type Span } from "./business-time.ts";

const minute = 60_000;
const threeYears = 3 * 365 * 1440 * minute;
const at = (instant: string) => Date.parse(instant);
const zones = ["Europe/Sofia", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns"];

/** The second opinion: looks at the clock on the wall for each minute by itself. */
function isAtWork({ timeZone, hours, holidays }: BusinessCalendar, instant: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const date = wall.toPlainDate().toString();
  if (holidays.has(date) || holidays.has(date.slice(5))) return false;
  const now = wall.hour * 60 + wall.minute;
  return (hours[wall.dayOfWeek - 1] ?? []).some(({ opens, closes }) => opens <= now && now < closes);
}

const isPaused = (pauses: readonly Span[], instant: number) =>
  pauses.some(({ from, until }) => from <= instant && instant < until);

/** Up to three spans of a day that do not overlap, from six moments in order. */
const hoursOfDay = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((quarters) => quarters.sort((left, right) => left - right))
  .map((quarters) =>
    quarters
      .map((opens, index) => ({ opens: opens * 15, closes: (quarters[index + 1] ?? 0) * 15 }))
      .filter((_, index) => index % 2 === 0 && index + 1 < quarters.length),
  );

/** Days around which clocks are set forward or back, and days like any other. */
const begins = fc
  .tuple(
    fc.constantFrom(
      "2026-03-28T20:00Z",
      "2026-10-24T20:00Z",
      "2026-03-07T22:00Z",
      "2026-10-31T22:00Z",
      "2026-04-04T08:00Z",
      "2026-10-03T08:00Z",
      "2026-12-30T12:00Z",
    ),
    fc.integer({ min: 0, max: 600 }),
  )
  .map(([instant, minutes]) => at(instant) + minutes * minute);

const calendars = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    hours: fc.array(hoursOfDay, { minLength: 7, maxLength: 7 }),
    holidays: fc.subarray(["2026-03-29", "10-25", "2026-03-08", "01-01", "2026-04-05"]),
  })
  .map((calendar): BusinessCalendar => ({ ...calendar, holidays: new Set(calendar.holidays) }));

const pausesFrom = (from: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 2 * 1440 }), { maxLength: 4 })
    .map((minutes) => minutes.sort((left, right) => left - right))
    .map((minutes) =>
      minutes.flatMap((start, index): Span[] => {
        const end = minutes[index + 1];
        return index % 2 === 1 || end === undefined
          ? []
          : [{ from: from + start * minute, until: from + end * minute }];
      }),
    );

const cases = begins.chain((from) =>
  fc.record({
    calendar: calendars,
    from: fc.constant(from),
    pauses: pausesFrom(from),
    length: fc.integer({ min: 1, max: 2 * 1440 }),
  }),
);

test("business time is what one counts minute by minute: split shifts, holidays, pauses, clocks set forward and back", () => {
  fc.assert(
    fc.property(cases, ({ calendar, from, pauses, length }) => {
      let counted = 0;
      for (let passed = 0; passed < length; passed++) {
        const instant = from + passed * minute;
        if (isAtWork(calendar, instant) && !isPaused(pauses, instant)) counted++;
      }
      expect(businessTime(calendar, { from, until: from + length * minute }, pauses) / minute).toBe(counted);
    }),
    { numRuns: 40 },
  );
});

test("what is due after so much business is due exactly when so much has passed, and not a minute before", () => {
  fc.assert(
    fc.property(cases, ({ calendar, from, pauses, length }) => {
      const due = afterBusinessTime(calendar, from, length * minute, pauses);
      if (due === null) {
        // A quarter of an hour a week does not come to forty hours within three years.
        const ahead = { from, until: from + threeYears };
        expect(businessTime(calendar, ahead, pauses)).toBeLessThan(length * minute);
        return;
      }
      expect(businessTime(calendar, { from, until: due }, pauses)).toBe(length * minute);
      expect(businessTime(calendar, { from, until: due - minute }, pauses)).toBeLessThan(length * minute);
    }),
    { numRuns: 300 },
  );
});

const office: BusinessCalendar = {
  timeZone: "Europe/Sofia",
  hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    weekday > 5
      ? []
      : [
          { opens: 9 * 60, closes: 13 * 60 },
          { opens: 14 * 60, closes: 18 * 60 },
        ],
  ),
  holidays: new Set(["12-25", "2026-12-24"]),
};

test("a request of Friday evening is due on Monday; dinner, weekend and holidays do not count", () => {
  const due = (from: string, hours: number) =>
    new Date(afterBusinessTime(office, at(from), hours * 60 * minute) ?? 0).toISOString();
  expect(due("2026-11-27T15:00:00Z", 2)).toBe("2026-11-30T08:00:00.000Z");
  expect(due("2026-11-27T10:30:00Z", 1)).toBe("2026-11-27T12:30:00.000Z");
  expect(due("2026-12-23T15:00:00Z", 2)).toBe("2026-12-28T08:00:00.000Z");
});

test("where nobody ever works, and while a pause has no end, nothing is due", () => {
  const never = { ...office, hours: [] };
  expect(afterBusinessTime(never, at("2026-11-27T10:30:00Z"), minute)).toBeNull();
  const paused = [{ from: at("2026-11-27T10:00:00Z"), until: Number.POSITIVE_INFINITY }];
  expect(afterBusinessTime(office, at("2026-11-27T10:30:00Z"), minute, paused)).toBeNull();
});

test("a month is reckoned in less than a millisecond", () => {
  const month = { from: at("2026-03-01T00:00:00Z"), until: at("2026-04-01T00:00:00Z") };
  businessTime(office, month);
  const began = performance.now();
  for (let times = 0; times < 200; times++) businessTime(office, month);
  expect((performance.now() - began) / 200).toBeLessThan(1);
});
