export * from "./account-objects.ts";
export * from "./channels.ts";
export * from "./conversation-objects.ts";
export * from "./conversations.ts";
export * from "./events.ts";
export * from "./mailboxes.ts";
export * from "./message-content.ts";
export * from "./telephone.ts";
