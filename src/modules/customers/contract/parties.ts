import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { instant } from "./shapes.ts";

export const makeContactPointMain = defineAction({
  id: "contact_points.make_main",
  method: "PUT",
  path: "/api/contact-points/:id/main",
  summary: "Makes an e-mail address or telephone number the main one of its person or company",
  permission: "signed_in",
  params: idParams,
  output: recordShape,
});

export const optOut = defineAction({
  id: "contact_points.opt_out",
  method: "PUT",
  path: "/api/contact-points/:id/opting-out",
  summary: "Records that the customer does not want to be reached here any more",
  permission: "signed_in",
  params: idParams,
  output: recordShape,
});

export const optInAgain = defineAction({
  id: "contact_points.opt_in_again",
  method: "DELETE",
  path: "/api/contact-points/:id/opting-out",
  summary: "Takes back an opting out",
  permission: "signed_in",
  params: idParams,
  output: recordShape,
});

const currentConsent = z.strictObject({
  id: z.uuid(),
  purpose: z.string(),
  channel: z.string(),
  given: z.boolean(),
  basis: z.string(),
  proof: z.string().nullable(),
  source: z.string(),
  at: instant,
});

/** Asked for, and counting for nothing before whoever reads the mail of the address has confirmed it. */
const askedConsent = z.strictObject({
  purpose: z.string(),
  channel: z.string(),
  address: z.string().nullable(),
  source: z.string(),
  at: instant,
  until: instant,
  /** Whether a letter asked for it. */
  written: z.boolean(),
});
export type AskedConsent = z.infer<typeof askedConsent>;

export const readCurrentConsents = defineAction({
  id: "consents.current",
  method: "GET",
  path: "/api/parties/:id/consents/current",
  summary:
    "What holds now: the newest consent or refusal for each purpose and channel, and what was asked and waits to be confirmed",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({ data: z.array(currentConsent), asked: z.array(askedConsent) }),
});
