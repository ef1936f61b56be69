export * from "./deals.ts";
export * from "./demonstration.ts";
export * from "./events.ts";
export * from "./objects.ts";
export * from "./pipelines.ts";
