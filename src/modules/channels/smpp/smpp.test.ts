import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { holdMessengers } from "../messengers/holding.ts";
import { openMessengerHouse } from "../messengers/testing/messenger-house.ts";
import { coded, decoded, partsOf } from "./alphabet.ts";
import { openCentre } from "./testing/centre.ts";

test("short messages pass by SMPP: long ones in parts, put off where the centre is busy, each once over a line that breaks", async () => {
  const centre = await openCentre();
  const server = `http://127.0.0.1:${centre.port}`;
  const { house, ask, stateIn, conversationOf } = await openMessengerHouse({ server });
  const settings = {
    kind: "smpp",
    host: "127.0.0.1",
    port: centre.port,
    security: "none",
    system_id: "vitosha",
    number: "Vitosha",
  };
  const written = (token: string) => ({ name: "SMS", settings, secrets: { token } });
  const wrong = await ask("POST", "/api/messengers", written("wrong"));
  expect(wrong).toMatchObject({ state: "sign_in_again", problem: "sign_in" });
  const line = await ask("PUT", `/api/channel-accounts/${wrong.id}/messenger`, written("secret"));
  expect(line).toMatchObject({ state: "working", address: "Vitosha" });
  const stopping = new AbortController();
  const watches = [1, 2].map(() => holdMessengers(house.runtime, stopping.signal));
  onTestFinished(async () => {
    stopping.abort();
    await Promise.all(watches);
    centre.close();
  });
  const soon = () =>
    sql`update messages set send_at = now() where state = 'queued'`.execute(house.runtime.database);
  const until = (isSo: () => Promise<boolean>) =>
    expect.poll(isSo, { timeout: 20_000, interval: 50 }).toBe(true);
  // Busy: it is put off, and goes out in two parts when it is tried again.
  centre.refusals.push(0x58);
  const long =
    "Вашият велосипед е готов и ви чака в магазина на улица „Оборище“ до осем вечерта, също и в събота.";
  const begun = await ask("POST", `/api/channel-accounts/${line.id}/conversations`, {
    contact: "+359 888 999 888",
    body: long,
  });
  await soon();
  await until(async () => (await stateIn(begun.id)).problem === "too_many_requests");
  await soon();
  await until(async () => (await stateIn(begun.id)).state === "sent");
  expect(centre.submitted.map(({ short_message }) => short_message.message).join("")).toBe(long);
  expect(centre.submitted).toMatchObject([
    { destination_addr: "359888999888", source_addr: "Vitosha", data_coding: 8, registered_delivery: 0 },
    { registered_delivery: 1 },
  ]);
  const theirs = { source_addr_ton: 1, source_addr: "359888999888", destination_addr: "Vitosha" };
  const state =
    "id:m2 sub:001 dlvrd:001 submit date:2611261200 done date:2611261201 stat:DELIVRD err:000 text:";
  await centre.deliver({ ...theirs, esm_class: 4, short_message: state });
  await until(async () => (await stateIn(begun.id)).state === "delivered");
  // The second part comes first; what was taken comes again over another connection, as after an answer that was lost.
  const part = (number: number, message: string) => ({
    ...theirs,
    esm_class: 0x40,
    short_message: { udh: Buffer.from([5, 0, 3, 7, 2, number]), message },
  });
  await centre.deliver(part(2, "за 5 € повече"));
  await centre.deliver({ ...theirs, short_message: "Hello" });
  await centre.breakOff();
  // The one comes again, the other is another that says the same.
  for (const _ of [1, 2]) await centre.deliver({ ...theirs, short_message: "Hello" });
  await centre.deliver(part(2, "за 5 € повече"));
  await centre.deliver(part(1, "Благодаря, взимам и каската "));
  await centre.deliver({ ...theirs, short_message: "ok" });
  await centre.deliver({ ...theirs, short_message: "ok" });
  await until(async () => (await stateIn(begun.id)).body === "ok");
  expect((await conversationOf(line)).id).toBe(begun.id);
  const { data } = await ask("GET", `/api/conversations/${begun.id}/messages`);
  expect(data.map(({ body }: { body: string }) => body)).toEqual([
    long,
    "Hello",
    "Hello",
    "Благодаря, взимам и каската за 5 € повече",
    "ok",
    "ok",
  ]);
});

test("a text is written in the alphabet of telephones as far as it goes, and torn nowhere", () => {
  const price = "Price {5 €}";
  expect(coded(price).coding).toBe(0);
  expect(decoded(0, Buffer.concat(coded(price).letters))).toBe(price);
  for (const text of ["€".repeat(200), "😀".repeat(100), "ж".repeat(71)]) {
    const { coding, letters } = coded(text);
    const parts = partsOf({ coding, letters });
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(coding === 0 ? 153 : 134);
    expect(parts.map((part) => decoded(coding, part)).join("")).toBe(text);
  }
});
