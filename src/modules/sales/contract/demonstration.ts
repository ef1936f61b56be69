import { z } from "zod";
import { defineAction } from "#kernel/action";

export const loadDemonstrationCompany = defineAction({
  id: "demonstration.load",
  method: "POST",
  path: "/api/demonstration",
  summary:
    "Fills an empty organisation with a demonstration company: customers, deals, tasks and what happened",
  permission: "settings:change",
  output: z.strictObject({
    companies: z.int(),
    people: z.int(),
    deals: z.int(),
    tasks: z.int(),
    users: z.int(),
  }),
  status: 201,
});
