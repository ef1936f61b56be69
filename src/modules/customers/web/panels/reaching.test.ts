import { expect, it } from "vitest";
import { addressOf } from "./reaching.ts";

it("a click on a contact detail starts the contact, and never a script", () => {
  expect(addressOf("phone", "+359 2 123-45")).toBe("tel:+359212345");
  expect(addressOf("telegram", "@elena")).toBe("https://t.me/elena");
  expect(addressOf("website", "acme.bg")).toBe("https://acme.bg");
  expect(addressOf("website", "javascript:alert(1)")).toBe("https://javascript:alert(1)");
  expect(addressOf("skype", "elena")).toBeNull();
});
