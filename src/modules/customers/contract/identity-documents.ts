import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import { instant, linkShape } from "./shapes.ts";

export const identityDocumentKinds = [
  "identity_card",
  "passport",
  "driving_licence",
  "residence_permit",
  "personal_number",
  "other",
] as const;

/** A document as everybody sees it: of the number only the ending. */
export const identityDocument = z.strictObject({
  id: z.uuid(),
  kind: z.enum(identityDocumentKinds),
  /** `•••• 1234` */
  number: z.string(),
  country: z.string().nullable(),
  issued_on: z.iso.date().nullable(),
  expires_on: z.iso.date().nullable(),
  purpose: z.string(),
  keep_until: z.iso.date(),
  created_at: instant,
});
export type IdentityDocument = z.infer<typeof identityDocument>;

export const recordIdentityDocument = defineAction({
  id: "identity_documents.record",
  method: "POST",
  path: "/api/parties/:id/identity-documents",
  summary: "Keeps an identity document of a person, encrypted, for a purpose and until a day",
  permission: "identity_documents:write",
  params: idParams,
  body: z.strictObject({
    kind: z.enum(identityDocumentKinds),
    number: z.string().trim().min(4).max(60),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullish(),
    issued_on: z.iso.date().nullish(),
    expires_on: z.iso.date().nullish(),
    purpose: z.string().trim().min(3).max(500),
    keep_until: z.iso.date(),
  }),
  output: identityDocument,
  status: 201,
});

export const listIdentityDocuments = defineAction({
  id: "identity_documents.list",
  method: "GET",
  path: "/api/parties/:id/identity-documents",
  summary: "Identity documents of a person, numbers masked",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({ data: z.array(identityDocument) }),
});

export const readIdentityDocument = defineAction({
  id: "identity_documents.read",
  method: "POST",
  path: "/api/identity-documents/:id/readings",
  summary: "Shows the number of an identity document; who read it and why is kept",
  permission: "identity_documents:read",
  params: idParams,
  body: z.strictObject({ reason: z.string().trim().max(500) }),
  output: z.strictObject({ number: z.string() }),
});

export const listIdentityDocumentReadings = defineAction({
  id: "identity_documents.readings",
  method: "GET",
  path: "/api/identity-documents/:id/readings",
  summary: "Who read the number of an identity document, when and why; the newest 200",
  permission: "identity_documents:read",
  params: idParams,
  output: z.strictObject({
    data: z.array(z.strictObject({ id: z.uuid(), at: instant, reader: linkShape, reason: z.string() })),
  }),
});

export const deleteIdentityDocument = defineAction({
  id: "identity_documents.delete",
  method: "DELETE",
  path: "/api/identity-documents/:id",
  summary: "Removes an identity document for good",
  permission: "identity_documents:write",
  params: idParams,
});
