import { expect, it } from "vitest";
import { radial } from "./radial.ts";

const node = (id: string) => ({ id, title: id });
const edge = (from: string, to: string) => ({ from, to, kind: "works_at", past: false });

it("the customer stands in the middle, those they know around, none on another", () => {
  const nodes = ["elena", "acme", "ivan", "holding", "peter"].map(node);
  const places = radial("elena", nodes, [
    edge("elena", "acme"),
    edge("elena", "ivan"),
    edge("acme", "holding"),
    edge("peter", "acme"),
  ]);
  expect(places.get("elena")).toEqual({ x: 0, y: 0 });
  expect(places.size).toBe(5);
  const points = [...places.values()].map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`);
  expect(new Set(points).size).toBe(5);
  const distance = (id: string) => Math.hypot(places.get(id)?.x ?? 0, places.get(id)?.y ?? 0);
  expect(distance("holding")).toBeGreaterThan(distance("acme"));
});

it("a customer whom nobody knows stands alone", () => {
  expect([...radial("elena", [node("elena")], []).keys()]).toEqual(["elena"]);
});
