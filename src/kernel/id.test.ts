import { expect, test } from "vitest";
import { isId, newId } from "./id.ts";

test("an id is a UUID of version 7 that says when it was made", () => {
  const now = Date.UTC(2026, 10, 25, 12);
  const id = newId(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
  expect(isId(id)).toBe(true);
});

test("ids of later times sort later, and none comes twice", () => {
  expect(newId(1) < newId(2)).toBe(true);
  expect(newId(0xff) < newId(0x100)).toBe(true);
  expect(new Set(Array.from({ length: 5000 }, () => newId(1))).size).toBe(5000);
});
