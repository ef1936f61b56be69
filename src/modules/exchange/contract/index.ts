export * from "./actions.ts";
export * from "./details.ts";
export * from "./imports.ts";
export * from "./limits.ts";
export * from "./targets.ts";
