import { expect, test } from "vitest";
import { mailboxBehind } from "./mailbox-behind.ts";

test("the many addresses of one mailbox are counted as one, and those of two as two", () => {
  const one = ["mila@client.example", "Mila+1@client.example", "mila+a+b@CLIENT.example"];
  expect(new Set(one.map(mailboxBehind))).toEqual(new Set(["mila@client.example"]));
  for (const same of [
    ["m.i.la+x@gmail.com", "mila@googlemail.com"],
    ["i-va.n@ya.ru", "i.van@yandex.com"],
    ["i_v-a.n@pm.me", "ivan@proton.me"],
    ["zo.ya@icloud.com", "zo.ya+shop@me.com"],
  ])
    expect([...new Set(same.map(mailboxBehind))]).toHaveLength(1);
  expect(mailboxBehind("mi.la@client.example")).not.toBe(mailboxBehind("mila@client.example"));
  expect(mailboxBehind("mila@client.example")).not.toBe(mailboxBehind("mila@other.example"));
});
