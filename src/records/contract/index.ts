export type { AuditEntry, AuditPage } from "../audit/contract.ts";
export * from "./computed.ts";
export * from "./fields.ts";
export * from "./metadata.ts";
export * from "./objects.ts";
export * from "./record.ts";
export * from "./rights.ts";
export * from "./texts.ts";
export * from "../customising/contract.ts";
