import { readFile } from "node:fs/promises";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportDetails } from "#exchange/contract";
import { everyRight } from "../../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { modules } from "../../../server/modules.ts";

const jobs = modules.find(({ name }) => name === "exchange")?.jobs ?? {};
const fixtures = new URL("../testing/exports/", import.meta.url);

let door: FrontDoor;
let dataFolder: string;
let key: { readonly authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  dataFolder = await mkdtemp(join(tmpdir(), "rapport-presets-"));
  Object.assign(door.runtime.settings, { dataFolder });
  key = await door.key(everyRight);
  await ask("POST", "/api/users", { name: "Nuria Vega", email: "nuria@office.example" });
});

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

async function ask<T>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  payload?: object,
  as = key,
) {
  const headers = {
    ...as,
    ...(Buffer.isBuffer(payload) ? { "content-type": "application/octet-stream" } : {}),
  };
  const answer = await door.ask({ method, url, headers, ...(payload ? { payload } : {}) });
  const body = (answer.payload ? answer.json() : null) as T;
  if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.payload}`);
  return body;
}

async function upload(name: string, bytes: Buffer, session?: string): Promise<ImportDetails> {
  const query = `name=${encodeURIComponent(name)}${session ? `&session=${session}` : ""}`;
  return ask<ImportDetails>("POST", `/api/imports?${query}`, bytes);
}

/** Uploads files as one session, in this order. */
async function uploadAll(...names: string[]): Promise<ImportDetails[]> {
  const files: ImportDetails[] = [];
  for (const name of names)
    files.push(await upload(name, await readFile(new URL(name, fixtures)), files[0]?.session_id));
  return files;
}

/** Runs all files of the session; answers them by what they are about. */
async function runAll([first]: readonly ImportDetails[]): Promise<Record<string, ImportDetails>> {
  const session = first?.session_id ?? "";
  await ask("POST", `/api/imports/${first?.id}/run`, { session: true });
  await jobs["exchange.import"]?.(door.runtime, { session });
  const { data } = await ask<{ data: ImportDetails[] }>("GET", `/api/imports?session=${session}`);
  const all = await Promise.all(data.map(({ id }) => ask<ImportDetails>("GET", `/api/imports/${id}`)));
  return Object.fromEntries(all.map((one) => [one.mapping?.source?.entity ?? one.object ?? "", one]));
}

const source = ({ mapping }: ImportDetails) => [
  mapping?.source?.system,
  mapping?.source?.entity,
  mapping?.object,
];

type Shown = Record<string, unknown> & { readonly id: string };
const records = async (path: string) => (await ask<{ data: Shown[] }>("GET", path)).data;
const titles = (record: Shown | undefined, ...fields: string[]) =>
  fields.map((field) => {
    const value = record?.[field] as { title?: string; amount?: string } | string | null | undefined;
    return typeof value === "object" && value !== null ? (value.title ?? value.amount) : value;
  });
const notesOn = async (field: string, id = "") =>
  (await records(`/api/notes?filter=${field} is ${id}`)).map(({ body }) => String(body));

test("a HubSpot export of three files finds its links, owners and stages, whatever the order", async () => {
  const files = await uploadAll("hubspot-deals.csv", "hubspot-contacts.csv", "hubspot-companies.csv");
  expect(files.map(source)).toEqual([
    ["hubspot", "deals", "deal"],
    ["hubspot", "contacts", "person"],
    ["hubspot", "companies", "company"],
  ]);
  const done = await runAll(files);
  for (const [entity, created] of [
    ["companies", 2],
    ["contacts", 3],
    ["deals", 3],
  ] as const)
    expect([entity, done[entity]?.state, done[entity]?.counts]).toEqual([
      entity,
      "done",
      { created, updated: 0, unchanged: 0, failed: 0 },
    ]);
  expect(done["contacts"]?.made).toEqual([]);
  const [north, south] = await records(
    "/api/companies?search=Hublot&sort=name&fields=name,parent,owner,address,employees",
  );
  expect(titles(north, "name", "parent", "owner", "employees")).toEqual([
    "Hublot Norte",
    "Hublot Sur",
    "Nuria Vega",
    120,
  ]);
  expect(titles(south, "name", "parent")).toEqual(["Hublot Sur", null]);
  const people = await records("/api/people?sort=email&fields=name,email,phone,company,owner,roles,address");
  expect(people.map((one) => titles(one, "email", "phone", "company", "owner"))).toEqual([
    ["ana@hubmail.example", "+34 600 111 222", "Hublot Norte", "Nuria Vega"],
    ["bruno@hubmail.example", null, "Hublot Sur", "Nuria Vega"],
    [null, "+34 600 555 666", null, null],
  ]);
  expect(people.map(({ roles }) => roles)).toEqual([["client"], ["lead"], ["lead"]]);
  const points = await records(`/api/contact-points?filter=party is ${people[0]?.id}&sort=value`);
  expect(points.map((point) => titles(point, "kind", "value", "label", "main"))).toEqual([
    ["phone", "+34 600 111 222", null, true],
    ["phone", "+34 600 333 444", "Mobile", false],
    ["email", "ana@hubmail.example", null, true],
  ]);
  const [note] = await notesOn("party", people[1]?.id);
  expect(note?.split("\n")).toEqual([
    "From HubSpot",
    "Marketing contact status: Non-marketing contact",
    "Create Date: 2025-11-03 09:00",
    "Lifecycle Stage: Lead",
    "Associated Company: Hublot Sur;Hublot Norte",
    "Associated Company IDs: 9002;9001",
  ]);
  const deals = await records(
    "/api/deals?sort=name&fields=name,stage,pipeline,company,person,amount,closed_on,expected_close_on",
  );
  expect(
    deals.map((one) => titles(one, "name", "stage", "pipeline", "company", "person", "closed_on")),
  ).toEqual([
    ["Lights", "Appointment Scheduled", "Hub pipeline", "Hublot Sur", null, null],
    ["Shelves", "Won", "Hub pipeline", "Hublot Norte", "Ana Quintero", "2026-01-15"],
    ["Tills", "Lost", "Hub pipeline", "Hublot Sur", "Bruno Salas", "2026-01-16"],
  ]);
  const again = await uploadAll("hubspot-contacts.csv", "hubspot-deals.csv", "hubspot-companies.csv");
  for (const one of Object.values(await runAll(again)))
    expect([one.object, one.counts.created, one.counts.updated, one.counts.failed]).toEqual([
      one.object,
      0,
      0,
      0,
    ]);
});
