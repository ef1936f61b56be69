import fc from "fast-check";
import { expect, test } from "vitest";
import { type CallEvent, stateOfCall } from "./call.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 26, 9, 0, second));
const told = (seq: number, kind: CallEvent["kind"], rest: Partial<CallEvent> = {}): CallEvent => ({
  seq,
  kind,
  at: at(seq * 10),
  agent: null,
  cause: null,
  ...rest,
});

const whole = [
  told(1, "new"),
  told(2, "ringing", { agent: "elena" }),
  told(3, "ringing", { agent: "ivan" }),
  told(4, "answered", { agent: "ivan" }),
  told(5, "held"),
  told(6, "resumed"),
  told(7, "transferred", { agent: "maria" }),
  told(8, "ended", { cause: "hung_up" }),
];

test("whatever the order in which the news of a call come, it stands the same", () => {
  const expected = stateOfCall(whole);
  expect(expected).toEqual({
    state: "ended",
    agent: "maria",
    startedAt: at(10),
    answeredAt: at(40),
    endedAt: at(80),
    duration: 40,
    outcome: "reached",
  });
  fc.assert(
    fc.property(fc.shuffledSubarray(whole, { minLength: whole.length }), (shuffled) => {
      expect(stateOfCall(shuffled)).toEqual(expected);
    }),
  );
});

test("what has ended is not opened again by what comes late", () => {
  fc.assert(
    fc.property(fc.subarray(whole.slice(0, 7)), (some) => {
      expect(stateOfCall([...some, told(8, "ended")]).state).toBe("ended");
    }),
  );
});

test.each([
  [[told(1, "new")], "new", null],
  [[told(1, "new"), told(2, "ringing", { agent: "elena" })], "ringing", null],
  [[told(1, "new"), told(2, "answered"), told(3, "held")], "held", null],
  [[told(1, "new"), told(2, "ended", { cause: "busy" })], "ended", "busy"],
  [[told(1, "new"), told(2, "ended", { cause: "cancelled" })], "ended", "no_answer"],
])("a call of which %j was told stands so", (events, state, outcome) => {
  expect(stateOfCall(events)).toMatchObject({ state, outcome });
});
