import { createSocket } from "node:dgram";
import { once } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { callsIn, carriedCalls } from "./media-calls.ts";

test("whatever calls are named, they are read", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), (names) => {
      const said = names.map((name) => Buffer.from(name).toString("latin1"));
      const answer = `d5:callsl${said.map((name) => `${name.length}:${name}`).join("")}e6:result2:oke`;
      expect(callsIn(answer)).toEqual(new Set(said));
    }),
  );
});

test.each(["", "d6:result5:errore", "d5:callsl9:abc", "d5:callslx", "l5:callsle"])(
  "what is no list of calls says nothing of any: %s",
  (answer) => expect(callsIn(answer)).toBeNull(),
);

test("it is asked by another name each time, for it answers what it was asked before as it did then", async () => {
  const engine = createSocket("udp4").bind(0, "127.0.0.1");
  await once(engine, "listening");
  const names = new Set<string>();
  engine.on("message", (words, { port }) => {
    const [name = ""] = words.toString().split(" ");
    names.add(name);
    engine.send(`${name} d5:callsl3:abcee`, port, "127.0.0.1");
  });
  expect(await carriedCalls(engine.address().port)).toEqual(new Set(["abc"]));
  expect(await carriedCalls(engine.address().port)).toEqual(new Set(["abc"]));
  expect(names.size).toBe(2);
  engine.close();
});
