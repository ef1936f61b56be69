export * from "./duplicates.ts";
export * from "./events.ts";
export * from "./home.ts";
export * from "./identity-documents.ts";
export * from "./objects.ts";
export * from "./parties.ts";
export * from "./recording.ts";
export * from "./timeline.ts";
