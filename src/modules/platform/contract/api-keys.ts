import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

export const apiKey = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** First characters, to tell one from another. */
  beginning: z.string(),
  role: z.strictObject({ id: z.uuid(), title: z.string() }),
  user: z.strictObject({ id: z.uuid(), title: z.string() }),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  /** Null: all that the role allows. */
  scopes: z.array(z.string()).nullable(),
  expiresAt: z.iso.datetime().nullable(),
  networks: z.array(z.string()).nullable(),
  requestsPerMinute: z.int().nullable(),
});

export const listApiKeys = defineAction({
  id: "listApiKeys",
  method: "GET",
  path: "/api/api-keys",
  summary: "The keys by which other systems come in.",
  permission: "keys:manage",
  output: z.strictObject({ data: z.array(apiKey) }),
});

export const createKey = defineAction({
  id: "createKey",
  method: "POST",
  path: "/api/api-keys",
  summary:
    "Makes a key with the rights of a role, within those of whoever makes it. The key is shown this once.",
  permission: "keys:manage",
  body: z.strictObject({
    name: z.string().trim().min(1).max(200),
    roleId: z.uuid(),
    /** What it may do of what the role allows: `people:read`, `deals:write`, `*:read`, or a permission. All unless told. */
    scopes: z.array(z.string().max(80)).min(1).max(200).optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
    /** Networks from which alone it is accepted, as `10.1.0.0/16`. */
    networks: z.array(z.string().max(50)).min(1).max(50).optional(),
    requestsPerMinute: z.int().min(1).max(600_000).optional(),
  }),
  output: z.strictObject({ id: z.uuid(), key: z.string() }),
  status: 201,
});

export const revokeKey = defineAction({
  id: "revokeKey",
  method: "DELETE",
  path: "/api/api-keys/:id",
  summary: "Revokes a key; it is dead with the next request.",
  permission: "keys:manage",
  params: idParams,
  status: 204,
});
