import { expect, test } from "vitest";
import type { RuntimeSettings } from "#records";
import { readXml } from "../xml/reading.ts";
import { type DavServer, openDavServer } from "./client.ts";
import { calendarsAt } from "./discovering.ts";

test("a password goes to no address that everybody on the way can read", async () => {
  const settings = { baseUrl: "https://crm.example", port: 1, egressAllow: [] } as unknown as RuntimeSettings;
  const server = openDavServer(settings, { userName: "ana", password: "secret" });
  await expect(server.find("http://calendars.example/", [], 0)).rejects.toMatchObject({ trouble: "address" });
  await expect(server.remove("http://calendars.example/1.ics", null)).rejects.toMatchObject({
    trouble: "address",
  });
});

test("a calendar with an address that is spelled wrongly is found all the same", async () => {
  const type = readXml(
    `<d:resourcetype xmlns:d="DAV:"><c:calendar xmlns:c="urn:ietf:params:xml:ns:caldav"/></d:resourcetype>`,
  );
  const address = "https://calendars.example/%E0/";
  const properties = new Map(type && [[type.name, type]]);
  const server = { find: async () => [{ address, isThere: true, properties }] } as unknown as DavServer;
  const [found] = await calendarsAt(server, address);
  expect(found).toMatchObject({ address, title: "%E0" });
});

test("an answer from elsewhere may be longer than what is asked of us", () => {
  const long = `<a>${"<b/>".repeat(60_000)}</a>`;
  expect(readXml(long)).toBe(null);
  expect(readXml(long, 500_000)?.children.length).toBe(60_000);
});
