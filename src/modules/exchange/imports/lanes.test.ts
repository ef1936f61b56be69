import { expect, test } from "vitest";
import { Lanes } from "./lanes.ts";

const gate = () => Promise.withResolvers<void>();

test("as many run at once as there are lanes, and those that claim the same one after the other", async () => {
  const lanes = new Lanes(2);
  const told: string[] = [];
  const [first, second] = [gate(), gate()];
  const task = (name: string, until?: Promise<void>) => async () => {
    told.push(`${name} begins`);
    await until;
    told.push(`${name} ends`);
  };
  await lanes.begin(new Set(["a"]), task("one", first.promise));
  const same = lanes.begin(new Set(["a", "b"]), task("two", second.promise));
  await Promise.resolve();
  expect(told).toEqual(["one begins"]);
  first.resolve();
  await same;
  await lanes.begin(new Set(["c"]), task("three"));
  expect(told.slice(0, 4)).toEqual(["one begins", "one ends", "two begins", "three begins"]);
  second.resolve();
  await lanes.rest();
  expect(told.at(-1)).toBe("two ends");
});

test("when one fails, what runs comes to rest, nothing else begins, and the error is thrown", async () => {
  const lanes = new Lanes(2);
  const other = gate();
  let ended = false;
  await lanes.begin(new Set(), () => other.promise.then(() => void (ended = true)));
  await lanes.begin(new Set(), () => Promise.reject(new Error("first")));
  const next = lanes.begin(new Set(), () => Promise.reject(new Error("never begun")));
  other.resolve();
  await expect(next).rejects.toThrow("first");
  expect(ended).toBe(true);
  await expect(lanes.rest()).rejects.toThrow("first");
});
