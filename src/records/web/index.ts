export * from "./changing.tsx";
export * from "./field-view.tsx";
export * from "./live-records.ts";
export * from "./metadata.ts";
export * from "./record-values.ts";
export * from "./records.ts";
