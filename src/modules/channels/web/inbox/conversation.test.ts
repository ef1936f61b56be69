import { expect, test } from "vitest";
import { aboutOf, type Conversation } from "./conversation.ts";
import { shortAddress } from "./short-address.ts";

const said = (value: Partial<Conversation>) =>
  aboutOf({ subject: null, preview: null, ...value } as Conversation, String);

test("a conversation is about its subject, else what was said last; a call that waits was missed", () => {
  expect(said({ subject: "Delivery", preview: "When?", channel: "email" })).toBe("Delivery");
  expect(said({ preview: "Is it there?", channel: "messenger" })).toBe("Is it there?");
  expect(said({ channel: "phone", waiting_since: "2026-11-26T09:00:00Z" })).toBe("inbox.call.missed");
  expect(said({ channel: "phone", waiting_since: null })).toBe("options.message.kind.call");
});

test("the page of a visitor is told without what stands behind its path; what is no page is not", () => {
  expect(shortAddress("https://shop.example/desks/oak/?utm=1#top")).toBe("shop.example/desks/oak");
  for (const told of ["javascript:alert(1)", "nowhere", 7, undefined]) expect(shortAddress(told)).toBeNull();
});
