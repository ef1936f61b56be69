import { z } from "zod";
import { defineAction } from "#kernel/action";
import { organisation } from "./organisation.ts";

export const emailAddress = z.string().trim().toLowerCase().pipe(z.email().max(254));
/** Taken as it is typed; how long and how common it may be is for the capability to say. */
export const passwordText = z.string().min(1).max(1000);
export const personName = z.string().trim().min(1).max(200);

export const getSetup = defineAction({
  id: "getSetup",
  method: "GET",
  path: "/api/setup",
  summary: "Whether the organisation has been set up.",
  permission: "public",
  output: z.strictObject({ done: z.boolean() }),
});

export const setUp = defineAction({
  id: "setUp",
  method: "POST",
  path: "/api/setup",
  summary: "Sets the organisation up with its owner's account, once, and signs the owner in.",
  permission: "public",
  body: z.strictObject({
    organisation,
    owner: z.strictObject({ name: personName, email: emailAddress, password: passwordText }),
  }),
  output: z.strictObject({ userId: z.uuid() }),
  status: 201,
});
