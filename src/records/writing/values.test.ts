import { expect, test } from "vitest";
import { openFrontDoor } from "../../../test/front-door.ts";
import { createMany } from "./creating.ts";

test("of values that were checked before, only those are taken as they are that are the very same", async () => {
  const { runtime } = await openFrontDoor();
  const make = (email: string, checked: string) =>
    runtime.runAsSystem((work) =>
      createMany(work, "person", [{ name: { given: "Anna" }, email }], { shaped: [{ email: checked }] }),
    );
  await expect(make("nowhere", "anna@example.com")).rejects.toMatchObject({ code: "field_invalid" });
  await expect(make("anna@example.com", "anna@example.com")).resolves.toHaveLength(1);
});
