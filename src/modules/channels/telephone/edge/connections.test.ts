import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Connections, connections } from "./connections.ts";

const maria = "a".repeat(32);

let ended: string[];
let speakers: Connections;

beforeEach(() => {
  vi.useFakeTimers();
  ended = [];
  speakers = connections((leg) => ended.push(leg));
  speakers.opened({ by: maria, at: 1 });
  speakers.heard("call", maria, 1);
});
afterEach(() => void vi.useRealTimers());

test("the call of a browser that does not come back within ten seconds is ended", () => {
  speakers.closed({ by: maria, at: 1 });
  vi.advanceTimersByTime(9_000);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(ended).toEqual(["call"]);
});

test("who comes back in time speaks on, and is watched by the new connection", () => {
  speakers.closed({ by: maria, at: 1 });
  speakers.opened({ by: maria, at: 2 });
  vi.advanceTimersByTime(10_000);
  expect(ended).toEqual([]);
  speakers.closed({ by: maria, at: 2 });
  vi.advanceTimersByTime(10_000);
  expect(ended).toEqual(["call"]);
});

test("another connection of theirs that closes ends nothing, nor does one that was there all the time save the call", () => {
  speakers.opened({ by: maria, at: 2 });
  speakers.closed({ by: maria, at: 2 });
  vi.advanceTimersByTime(10_000);
  expect(ended).toEqual([]);
  speakers.opened({ by: maria, at: 3 });
  speakers.closed({ by: maria, at: 1 });
  vi.advanceTimersByTime(10_000);
  expect(ended).toEqual(["call"]);
});

test("whoever picks up when nobody of ours is there any more is not kept waiting; a call that is over is not ended", () => {
  speakers.closed({ by: maria, at: 1 });
  vi.advanceTimersByTime(10_000);
  speakers.answered("call");
  expect(ended).toEqual(["call", "call"]);
  speakers.left("call");
  speakers.answered("call");
  expect(ended).toHaveLength(2);
});
