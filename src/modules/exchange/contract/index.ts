export * from "./actions.ts";
export * from "./details.ts";
export * from "./exports.ts";
export * from "./imports.ts";
export * from "./limits.ts";
export * from "./targets.ts";
export * from "./webhook-actions.ts";
export * from "./webhooks.ts";
