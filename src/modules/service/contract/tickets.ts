import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { priorities } from "./level-objects.ts";

const permission = "tickets:work";
const words = z.string().trim().max(20_000);

export const makeTicket = defineAction({
  id: "tickets.make",
  method: "POST",
  path: "/api/conversations/:id/tickets",
  summary: "Makes a ticket of a conversation: what they asked becomes something that we owe",
  permission,
  params: idParams,
  body: z.strictObject({
    /** That of the conversation unless told. */
    subject: z.string().trim().min(1).max(300).optional(),
    type: z.string().max(60).optional(),
    priority: z.enum(priorities).optional(),
    queue: z.uuid().nullable().optional(),
    product: z.uuid().optional(),
    contract: z.uuid().optional(),
  }),
  output: recordShape,
  status: 201,
});

export const moveTicket = defineAction({
  id: "tickets.move",
  method: "PUT",
  path: "/api/tickets/:id/status",
  summary: "Moves a ticket to another status; one of a solved kind solves it",
  permission,
  params: idParams,
  body: z.strictObject({ status: z.uuid(), solution: words.optional() }),
  output: recordShape,
});

export const solveTicket = defineAction({
  id: "tickets.solve",
  method: "PUT",
  path: "/api/tickets/:id/solution",
  summary:
    "Says that a ticket is solved, and how; with it its incidents and parts, where it is said, or who works on its incidents is told",
  permission,
  params: idParams,
  body: z.strictObject({
    solution: words.optional(),
    /** Solves what comes of it, and its parts, as well: those that the caller may change. */
    incidents: z.boolean().optional(),
    children: z.boolean().optional(),
    /** Goes out to the customers of those. */
    answer: words.optional(),
  }),
  output: recordShape,
});

export const reopenTicket = defineAction({
  id: "tickets.reopen",
  method: "DELETE",
  path: "/api/tickets/:id/solution",
  summary: "Opens a ticket again that was solved, closed, put on hold or waits for the customer",
  permission,
  params: idParams,
  output: recordShape,
});

export const holdTicket = defineAction({
  id: "tickets.hold",
  method: "PUT",
  path: "/api/tickets/:id/hold",
  summary: "Puts a ticket on hold: it waits for somebody else than the customer",
  permission,
  params: idParams,
  output: recordShape,
});

export const waitForCustomer = defineAction({
  id: "tickets.wait",
  method: "PUT",
  path: "/api/tickets/:id/waiting",
  summary: "Says that a ticket waits for the customer; what they write opens it again",
  permission,
  params: idParams,
  output: recordShape,
});

export const mergeTicket = defineAction({
  id: "tickets.merge",
  method: "PUT",
  path: "/api/tickets/:id/merge",
  summary: "Closes a ticket that says the same as another; what is said in it goes on there",
  permission,
  params: idParams,
  body: z.strictObject({ into: z.uuid() }),
  output: recordShape,
});

export const linkIncident = defineAction({
  id: "tickets.link_incident",
  method: "PUT",
  path: "/api/tickets/:id/problem",
  summary: "Says of which problem a ticket is an incident, or of none",
  permission,
  params: idParams,
  body: z.strictObject({ problem: z.uuid().nullable() }),
  output: recordShape,
});

export const attachConversation = defineAction({
  id: "tickets.attach_conversation",
  method: "PUT",
  path: "/api/tickets/:id/conversation",
  summary: "Says in which conversation a ticket is spoken of, or in none",
  permission,
  params: idParams,
  body: z.strictObject({ conversation: z.uuid().nullable() }),
  output: recordShape,
});
