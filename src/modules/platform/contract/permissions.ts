/** The capabilities that a role can hold, in the order in which the editor of roles shows them. */
export const permissions = [
  "deals:move",
  "deals:close",
<<<<<<< HEAD
  "quotes:send",
  "quotes:approve",
  "quotes:close",
  "orders:confirm",
  "orders:cancel",
  "orders:deliver",
=======
  "stock:move",
>>>>>>> 0381c95 (The catalogue has its room: products with kinds, variants and bundles, categories, taxes, prices, seller's details, stock)
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
  "webhooks:manage",
  "places:manage",
  "schedules:manage",
  "objects:manage",
  "audit:read",
  "records:purge",
  "settings:change",
  "organisation:export",
] as const;
