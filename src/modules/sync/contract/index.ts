export * from "./app-passwords.ts";
export * from "./feeds.ts";
