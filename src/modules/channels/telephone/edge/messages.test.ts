import fc from "fast-check";
import { expect, test } from "vitest";
import {
  netstring,
  netstrings,
  nameOfAgent,
  readMessage,
  userOf,
  writeDecision,
  writeEnd,
  writeRegistration,
} from "./messages.ts";

const user = "01a21924-61af-7baa-b60d-5c15dd4d9735";
const agent = nameOfAgent(user);
const hex = (text: string): string => Buffer.from(text).toString("hex");

test("what is said is heard whole, in whatever pieces it comes", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), fc.integer({ min: 1, max: 40 }), (said, size) => {
      const heard: string[] = [];
      const read = netstrings((message) => heard.push(message));
      const all = Buffer.from(said.map(netstring).join(""));
      for (let at = 0; at < all.length; at += size) read(all.subarray(at, at + size));
      expect(heard).toEqual(said.map((one) => Buffer.from(one).toString()));
    }),
  );
});

test.each(["hello", "-1:x,", "99999999:", "5:hello;", "999999:", ":,", "3:abcd,"])(
  "what is no netstring ends the talk: %s",
  (bytes) => {
    expect(() => netstrings(() => {})(Buffer.from(bytes))).toThrow("netstrings");
  },
);

test("a call is read with what strangers wrote in it, as they wrote it", () => {
  const said = `call index=7 label=9 call=${hex("a b=c")} by=peer source=192.0.2.7 from=${hex("+359 88")} to=${hex("; do=out")}`;
  expect(readMessage(said)).toEqual({
    what: "call",
    call: "a b=c",
    by: "peer",
    at: null,
    source: "192.0.2.7",
    from: "+359 88",
    to: "; do=out",
    place: { index: 7, label: 9 },
  });
});

test("what became of a call is read, by whom and why", () => {
  const told = { call: "c", by: agent, at: null, to: null, cause: null };
  expect(readMessage(`answered call=${hex("c")} by=${agent} `)).toEqual({ ...told, what: "answered" });
  expect(readMessage(`ended call=${hex("c")} by=edge cause=busy`)).toMatchObject({
    by: "edge",
    cause: "busy",
  });
  expect(readMessage(`transferred call=${hex("c")} by=${agent} to=${agent}`)).toMatchObject({ to: agent });
});

test("whose browser came and went is read, and a call that is to end is written", () => {
  expect(readMessage(`gone by=${agent} at=7`)).toEqual({ what: "gone", by: agent, at: 7 });
  expect(readMessage(`came by=${agent} at=8`)).toEqual({ what: "came", by: agent, at: 8 });
  expect(writeEnd("a;do=ring")).toBe(`do=end;call=${hex("a;do=ring")}`);
});

test.each([
  "",
  "gone by=peer at=7",
  "flown call=61 by=peer",
  "answered by=peer",
  "answered call=6 by=peer",
  "answered call=zz by=peer",
  "answered call=61 by=me",
  `answered call=${hex("a\nb")} by=peer`,
  "call call=61 by=peer source=192.0.2.7 to=61",
  "call index=-1 label=1 call=61 by=peer source=192.0.2.7 to=61",
  "call index=1 label=1 call=61 by=peer source=;do to=61",
  "call index=1 label=1 call=61 by=peer source=192.0.2.7",
])("what is no news is not heard: %s", (said) => expect(readMessage(said)).toBeNull());

test("nothing that is sent to the edge breaks it, and nothing is read that was not meant", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (said) => void readMessage(said)));
});

test("what a provider answers to a registration is read, with what it said for our own telephone of several", () => {
  const contact = `<sip:other@192.0.2.1>;expires=9, <sip:${agent}@192.0.2.7:5060>;q=1;expires=120`;
  const said = `registered line=${agent} turn=3 code=200 reason=${hex("OK")} seconds=3600 contact=${hex(contact)}`;
  expect(readMessage(said)).toEqual({
    what: "registered",
    line: user,
    turn: 3,
    code: 200,
    reason: "OK",
    seconds: 120,
    least: null,
    challenge: null,
  });
  expect(readMessage(`registered line=${agent} turn=3 code=408 `)).toMatchObject({ code: 408, reason: "" });
  expect(readMessage("registered line=me turn=3 code=200")).toBeNull();
});

test("a password goes to the edge in digits, whatever is in it", () => {
  const account = { domain: "sip.example.com", user: "office", login: "office", password: "a;do=end b" };
  const words = writeRegistration({
    ...account,
    line: user,
    turn: 1,
    peer: "192.0.2.7:5060",
    seconds: 300,
    proof: "",
  });
  expect(words).toContain(`;password=${hex("a;do=end b")};`);
  expect(words.match(/;do=/)).toBeNull();
});

test("a decision is one line of what we know", () => {
  const place = { index: 7, label: 9 };
  expect(writeDecision(place, { do: "ring", agents: [user], seconds: 20, record: true })).toBe(
    `do=ring;index=7;label=9;agents=${agent}..;seconds=20;record=1`,
  );
  expect(writeDecision(place, { do: "refuse", code: 480, reason: "Unavailable" })).toBe(
    "do=refuse;index=7;label=9;code=480;reason=Unavailable",
  );
  expect(userOf(agent)).toBe(user);
});
