export * from "./calendar-objects.ts";
export * from "./events.ts";
export * from "./level-objects.ts";
export * from "./ticket-objects.ts";
export * from "./tickets.ts";
