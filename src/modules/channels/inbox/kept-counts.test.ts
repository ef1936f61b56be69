import { expect, test, vi } from "vitest";
import type { Actor, Runtime } from "#records";
import { keptCounts } from "./kept-counts.ts";

const somebody = () => ({ userId: null }) as unknown as Actor;
const at = (key: string, count: () => Promise<number>) => ({ key, count });

test("whose numbers take long keeps nobody waiting for longer than one of them", async () => {
  const runtime = {} as Runtime;
  const dear = Promise.withResolvers<number>();
  const counted: string[] = [];
  const says = (name: string) => () => {
    counted.push(name);
    return Promise.resolve(1);
  };
  const first = { name: somebody(), wanted: [at("dear", () => dear.promise), at("more", says("more"))] };
  await keptCounts(runtime, first.name, first.wanted);
  // One lane is taken; the other takes whoever comes, one after the other.
  for (const name of ["second", "third", "fourth"]) {
    const { numbers, counting } = await keptCounts(runtime, somebody(), [at(name, says(name))]);
    expect([name, numbers[0]?.count, counting]).toEqual([name, 1, false]);
  }
  // Both are taken: who came since is counted before the next of who was before.
  const other = Promise.withResolvers<number>();
  await keptCounts(runtime, somebody(), [at("other", () => other.promise)]);
  await keptCounts(runtime, somebody(), [at("fifth", says("fifth"))]);
  dear.resolve(1);
  await vi.waitFor(() => expect(counted).toEqual(["second", "third", "fourth", "fifth", "more"]));
  other.resolve(1);
});
