export * from "./article-objects.ts";
export * from "./articles.ts";
export * from "./calendar-objects.ts";
export * from "./events.ts";
export * from "./installed-objects.ts";
export * from "./level-objects.ts";
export * from "./ticket-objects.ts";
export * from "./tickets.ts";
