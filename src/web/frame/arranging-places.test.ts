import { expect, test } from "vitest";
import { arranged, moved } from "./arranging-places.ts";

const places = ["/", "/calendar", "/people", "/deals"].map((path) => ({ path }));
const pathsOf = (order: readonly string[]) => arranged(places, order).map(({ path }) => path);

test("places stand as the user put them", () => {
  expect(pathsOf(["/deals", "/", "/people", "/calendar"])).toEqual(["/deals", "/", "/people", "/calendar"]);
});

test("a place that came later stands behind the one it follows by nature", () => {
  expect(pathsOf(["/deals", "/people", "/"])).toEqual(["/deals", "/people", "/", "/calendar"]);
});

test("a place that is no longer there leaves no gap", () => {
  expect(pathsOf(["/gone", "/deals", "/", "/calendar", "/people"])).toEqual([
    "/deals",
    "/",
    "/calendar",
    "/people",
  ]);
});

test("a place moves by one and stays at either end", () => {
  const paths = ["/", "/people", "/deals"];
  expect(moved(paths, "/people", 1)).toEqual(["/", "/deals", "/people"]);
  expect(moved(paths, "/people", -1)).toEqual(["/people", "/", "/deals"]);
  expect(moved(paths, "/", -1)).toEqual(paths);
  expect(moved(paths, "/deals", 1)).toEqual(paths);
});
