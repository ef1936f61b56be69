import { expect, test } from "vitest";
import { allOf, type Filter } from "#kernel/filter";
import { create, list } from "#records";
import { openOffice } from "../../../test/office.ts";
import { dayAfter, dueIn, taskGroups } from "./task-groups.ts";

test("an open task stands in one group of the home page, by the calendar of the one who looks", async () => {
  const office = await openOffice();
  const maria = await office.colleague("Maria Ivanova");
  const now = new Date();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: maria.timeZone }).format(now);
  const noon = (day: string) => `${day}T10:00:00.000Z`;
  await office.as(maria, async (work) => {
    await create(work, "task", { subject: "Send the quote", due_at: noon("2020-05-04") });
    await create(work, "task", { subject: "Call back", due_at: noon(today) });
    await create(work, "task", { subject: "Prepare the visit", due_at: noon(dayAfter(today)) });
    await create(work, "task", { subject: "Tidy up the contacts" });
  });
  const found = await office.as(maria, async (work) => {
    const groups: Record<string, unknown[]> = {};
    for (const group of taskGroups) {
      const filter = allOf({ field: "done_at", op: "empty" }, dueIn(group, today)) as Filter;
      groups[group] = (await list(work, "task", { filter })).data.map(({ subject }) => subject);
    }
    return groups;
  });
  expect(found).toEqual({
    overdue: ["Send the quote"],
    today: ["Call back"],
    next: ["Prepare the visit"],
    someday: ["Tidy up the contacts"],
  });
});
