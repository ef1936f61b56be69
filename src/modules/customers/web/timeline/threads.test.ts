import { expect, test } from "vitest";
import type { TimelineEntry } from "#customers/contract";
import { threadsOf } from "./threads.ts";

test("what was said in a conversation stands together where the newest of it stands; documents and tasks stay apart", () => {
  const entries = [
    entry("d", "conversation", "one"),
    entry("c", "quote", "two"),
    entry("b", "conversation", "one"),
    entry("a", "quote", "two"),
    entry("9", "conversation", "three"),
    entry("8", "conversation", "one"),
  ];
  expect(threadsOf(entries).map(({ id, earlier }) => [id, ...earlier.map((one) => one.id)])).toEqual([
    ["d", "b", "8"],
    ["c"],
    ["a"],
    ["9"],
  ]);
});

function entry(id: string, object: string, record: string): TimelineEntry {
  return {
    id,
    at: "2026-11-26T10:00:00Z",
    kind: "interaction",
    event: "message",
    object,
    record,
    title: null,
    text: null,
    party: null,
    deal: null,
    actor: null,
    details: {},
  };
}
