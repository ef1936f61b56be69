import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchOtherEnd } from "./other-end.ts";

type Answer = "onSuccessResponse" | "onErrorResponse" | "onRequestTimeout" | "onDialogError";

let packets: number;
let answer: Answer;
let asked: number;
let isGone: boolean;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  [packets, asked, isGone] = [0, 0, false];
  const session = {
    connection: {
      getStats: () => Promise.resolve(new Map([["one", { type: "inbound-rtp", packetsReceived: packets }]])),
    },
    sendRequest(_method: string, { eventHandlers }: { eventHandlers: Record<Answer, () => void> }) {
      asked++;
      eventHandlers[answer]();
    },
  };
  stop = watchOtherEnd(session as never, () => (isGone = true));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("an end that answered while it spoke, and then neither speaks nor answers, is gone", async () => {
  answer = "onErrorResponse";
  await speaks(3);
  expect([asked, isGone]).toEqual([1, false]);
  answer = "onDialogError";
  await isSilent(6);
  expect([asked, isGone]).toEqual([2, true]);
});

test("an end that is only silent is asked again and again", async () => {
  answer = "onSuccessResponse";
  await speaks(1);
  await isSilent(20);
  expect(asked).toBeGreaterThan(2);
  expect(isGone).toBe(false);
});

test.each<Answer>(["onRequestTimeout", "onDialogError"])(
  "an end that answers no question while it speaks is not gone for that: %s",
  async (never) => {
    answer = never;
    await speaks(3);
    await isSilent(20);
    expect(isGone).toBe(false);
  },
);

async function speaks(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    packets += 100;
    await vi.advanceTimersByTimeAsync(2_000);
  }
}

const isSilent = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);
