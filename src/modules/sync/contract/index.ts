export * from "./app-passwords.ts";
export * from "./connections.ts";
export * from "./feeds.ts";
