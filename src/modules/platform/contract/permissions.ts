/** The capabilities that a role can hold, in the order in which the editor of roles shows them. */
export const permissions = [
  "deals:move",
  "deals:close",
  "tasks:complete",
  "identity_documents:write",
  "identity_documents:read",
  "records:share",
  "views:share",
  "imports:run",
  "users:manage",
  "users:view_as",
  "roles:manage",
  "keys:manage",
  "objects:manage",
  "audit:read",
  "records:purge",
  "settings:change",
] as const;
