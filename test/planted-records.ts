import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import type { CatalogueObject } from "#records";
import type { Field } from "#records/contract";
import type { FrontDoor } from "./front-door.ts";
import { plantBills } from "./planted-bills.ts";
import { plantDocuments } from "./planted-documents.ts";
import { plantMessages } from "./planted-messages.ts";
import { plantService } from "./planted-service.ts";

/** Words that stand in every field of the records planted, and nowhere else. */
export const canary = "kestrel";
/** The same for what is no field of a record: names of views, keys and files, an import, a sealed document. */
export const aside = "osprey";
const amount = "7777777.77";

/** The records of a company whose owner alone may see them, one of every object, and what hangs around them. */
export interface Planted {
  /**
   * Ids by object name, and by `view`, `file`, `import`, `export`, `identity_document`, `key`, `app_password`, `calendar_connection`, `role`, `webhook`, `webhook_delivery`,
   * `merge`, `twin`, `duplicate`, `cart`.
   */
  readonly ids: Readonly<Record<string, string>>;
  /** Texts none of which may stand in an answer to somebody who sees nothing of them. */
  readonly words: readonly string[];
}

/** Plants them through the front door, as the owner, each changed once so that its history has something to tell. */
export async function plantRecords(house: FrontDoor): Promise<Planted> {
  const me = await asOwner(house, { method: "GET", url: "/api/me" });
  const ids: Record<string, string> = { user: me.user.id };
  ids["file"] = await upload(house);
  await makeOwnObject(house);
  // A product of the kind "bundle" is planted; this is what it holds.
  ids["part"] = (
    await asOwner(house, { method: "POST", url: "/api/products", payload: { name: `${aside} part` } })
  ).id;
  const waiting = [...house.runtime.catalogue.objects.values()].filter(({ closed }) => !closed);
  for (let round = 0; waiting.length > 0 && round < 4; round++) {
    for (const object of waiting.splice(0)) {
      if (!canBeMade(object, ids)) waiting.push(object);
      else if (object.name !== "user") ids[object.name] = await plant(house, object, ids);
    }
  }
  await plantAround(house, ids);
  return { ids, words: [canary, aside, "7777777", "359887771234", "888888"] };
}

// An object of the organisation's own is one of those planted and walked, and so are its fields on others.
async function makeOwnObject(house: FrontDoor): Promise<void> {
  const { name } = await asOwner(house, {
    method: "POST",
    url: "/api/objects",
    payload: { one: { en: "Vessel" }, many: { en: "Vessels" } },
  });
  const kinds = [
    { type: "text" },
    { type: "money" },
    { type: "link", to: "party" },
    { type: "links", to: "person" },
  ];
  for (const object of [name, "company"])
    for (const kind of kinds)
      await asOwner(house, {
        method: "POST",
        url: `/api/objects/${object}/fields`,
        payload: { label: { en: `Own ${kind.type}` }, searched: kind.type === "text", kind },
      });
  await plantComputed(house);
}

/** Fields that tell of others: of hidden ones, of what stands behind a link, of records that point here. */
async function plantComputed(house: FrontDoor): Promise<void> {
  const kinds = [
    ["company", { type: "formula", expression: 'name & " earns " & revenue' }],
    ["company", { type: "rollup", related: "deals", aggregate: "sum", field: "amount" }],
    ["deal", { type: "formula", expression: '"for " & company.name & company.revenue' }],
  ] as const;
  for (const [object, kind] of kinds)
    await asOwner(house, {
      method: "POST",
      url: `/api/objects/${object}/fields`,
      payload: { label: { en: `Own ${kind.type}` }, kind },
    });
}

/** A value that the field takes, with the canary in it where it takes words. */
export function plantedValue(
  field: Field,
  name: string,
  object: string,
  ids: Readonly<Record<string, string>>,
): unknown {
  const words = `${canary} ${object} ${name}`;
  switch (field.type) {
    case "text":
      return name === "time_zone" ? "Europe/Sofia" : words.slice(0, field.max ?? 200);
    case "long_text":
      return words;
    case "person_name":
      return { given: canary, family: `${object} ${name}` };
    case "email":
      return `${canary}.${object}@example.com`;
    case "phone":
      return "+359887771234";
    case "url":
      return `https://${canary}.example.com/${object}`;
    case "address":
      return { street: `${words} street`, city: `${canary} city`, country: "BG" };
    case "number":
      return field.max === undefined || field.max > 7_777_777 ? 7_777_777 : (field.min ?? 1);
    case "decimal":
      return "7777777";
    case "percent":
      return 7;
    case "money":
      return { amount, currency: "EUR" };
    case "boolean":
      return true;
    case "date":
      return "2024-05-05";
    case "date_time":
      return "2024-05-05T10:00:00.000Z";
    case "choice":
      return field.options[0];
    case "choices":
      return [field.options[0]];
    case "link":
      return ids[field.to];
    case "links":
      return ids[field.to] ? [ids[field.to]] : undefined;
    case "user":
      return ids["user"];
    case "file":
      return ids["file"];
  }
}

function canBeMade(object: CatalogueObject, ids: Readonly<Record<string, string>>): boolean {
  return Object.values(object.fields).every(
    (field) => field.type !== "link" || !field.required || ids[field.to === "party" ? "company" : field.to],
  );
}

// What a rule of the business wants otherwise than the shape of the field says.
function wishes(object: string, ids: Readonly<Record<string, string>>): Record<string, unknown> {
  const party = ids["person"] ?? ids["company"];
  if (object === "relation") return { kind: "referred_by", from: ids["person"], to: ids["company"] };
  if (object === "contact_point") return { kind: "email", value: `${canary}.second@example.com`, party };
  if (object === "quote") return { customer: party, currency: "EUR", state: undefined };
  if (object === "order") return { customer: party, currency: "EUR", state: undefined, number: undefined };
  if (object === "invoice" || object === "contract") return { customer: party, currency: "EUR" };
  if (object === "subscription") return { customer: party, currency: "EUR", starts_on: "2024-05-05" };
  if (object === "bank_account") return { currency: "EUR" };
  if (object === "stage") return { position: 9 };
  if (object === "deal") return { closed_on: undefined, lost_reason: undefined, lost_comment: undefined };
  if (object === "product") return { kind: "bundle", stocked: undefined, barcode: "4006381333931" };
  if (object === "bundle_part") return { bundle: ids["product"], part: ids["part"] };
  if (object === "tax_rate") return { country: "BG", rate: "7" };
  if (object === "currency_rate") return { currency: "USD" };
  if (object === "price_list") return { currency: "EUR", buyers: "roles has client" };
  if (object === "price_item") return { category: undefined, percent: undefined };
  if (object === "assignment_rule") return { condition: `name is ${canary}` };
  if (object === "stage_requirement") return { kind: "check" };
  if (object === "playbook_step") return { doer: "owner", due_days: 3 };
  if (object === "queue") return { seen_by: "everyone", skills: undefined };
  if (object === "canned_answer") return { user: undefined, tags: undefined };
  if (object === "agent") return { skills: undefined };
  if (object === "channel_account") return { kind: "mailbox", user: undefined };
  if (object === "conversation") return { state: "open", snoozed_until: undefined, tags: undefined, party };
  if (object === "pipeline") return { seen_by: "everyone", sold_by: "everyone" };
  if (object === "territory") return { condition: `name is ${canary}` };
  if (object === "working_time" || object === "business_hours") return { opens: "09:00", closes: "18:00" };
  if (object === "service_level") return { condition: `subject is ${canary}` };
  if (object === "article") return { translation_of: undefined };
  if (object === "installed_product") return { customer: party };
  if (object === "ticket")
    return { customer: party, parent: undefined, problem: undefined, merged_into: undefined };
  if (object === "task") return { done_at: undefined, ends_at: undefined, party };
  return { party };
}

/** Objects whose texts are codes or addresses, and take no other words. */
const codesAlone = new Set(["business_hours", "contact_point", "tax_rate", "currency_rate"]);

async function plant(
  house: FrontDoor,
  object: CatalogueObject,
  ids: Readonly<Record<string, string>>,
): Promise<string> {
  const wished = wishes(object.name, ids);
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.readOnly) continue;
    values[name] = name in wished ? wished[name] : plantedValue(field, name, object.name, ids);
  }
  const record = await asOwner(house, { method: "POST", url: `/api/${object.plural}`, payload: values });
  const text = Object.entries(object.fields).find(
    ([, field]) => (field.type === "text" || field.type === "long_text") && !field.readOnly && !field.unique,
  )?.[0];
  if (text && !object.appendOnly && !codesAlone.has(object.name)) {
    await asOwner(house, {
      method: "PATCH",
      url: `/api/${object.plural}/${record.id}`,
      payload: { [text]: `${canary} changed` },
    });
  }
  return record.id;
}

async function plantAround(house: FrontDoor, ids: Record<string, string>): Promise<void> {
  const post = async (url: string, payload: object) => asOwner(house, { method: "POST", url, payload });
  const view = { object: "company", name: `${aside} view`, kind: "table", definition: {} };
  ids["view"] = (await post("/api/views", view)).id;
  const document = {
    kind: "passport",
    number: "OSPREY888888",
    purpose: `${aside} purpose`,
    keep_until: "2999-01-01",
  };
  ids["identity_document"] = (await post(`/api/parties/${ids["person"]}/identity-documents`, document)).id;
  ids["share"] = await plantShare(house, ids["company"] as string);
  const grants = { objects: {}, permissions: [] };
  ids["role"] = (await post("/api/role-grants", { name: `${aside} role`, grants })).id;
  ids["app_password"] = (await post("/api/app-passwords", { name: `${aside} telephone` })).id;
  const connection = await house.runtime.database
    .insertInto("calendar_connections")
    .values({
      user_id: ids["user"] ?? "",
      address: `https://${aside}.example/`,
      user_name: aside,
      password: Buffer.from(aside),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  ids["calendar_connection"] = connection.id;
  ids["key"] = (await post("/api/api-keys", { name: `${aside} key`, roleId: ids["role"] })).id;
  Object.assign(ids, await plantDocuments(house.runtime.database, ids, canary));
  Object.assign(ids, await plantBills(house.runtime.database, ids, canary));
  Object.assign(ids, await plantMessages(house.runtime.database, ids, canary));
  Object.assign(ids, await plantService(house.runtime.database, ids, canary));
  await plantMerge(house, ids);
  await plantWebhook(house, ids);
  await plantSchedule(house, ids);
  ids["duplicate"] = await plantDuplicate(house, ids["company"] as string);
  const file = `Name,City\n${aside} imported,Sofia\n`;
  ids["import"] = (
    await asOwner(house, {
      method: "POST",
      url: `/api/imports?name=${aside}.csv`,
      headers: { "content-type": "text/csv" },
      payload: file,
    })
  ).id;
  const template = { import: ids["import"], name: "Monthly list" };
  ids["import_template"] = (await post("/api/import-templates", template)).id;
  await plantExport(house, ids);
  ids["commission_plan"] = (
    await post("/api/commission-plans", {
      name: `${aside} plan`,
      starts_on: "2024-01-01",
      tiers: [{ from: "0", rate: "5" }],
      members: [ids["user"]],
    })
  ).id;
  const cart = { buyer: ids["company"], lines: [{ product: ids["product"], quantity: "1" }] };
  ids["cart"] = (await post("/api/shop/carts", cart)).id;
  await house.runtime.database
    .insertInto("notifications")
    .values({
      id: "019a0000-0000-7000-8000-000000000001",
      user_id: ids["user"] as string,
      kind: "record_assigned",
      object: "company",
      record_id: ids["company"] as string,
      params: JSON.stringify({ title: `${canary} told`, by: "" }),
    })
    .execute();
}

/** Another company that became the planted one, and one that could. */
async function plantMerge(house: FrontDoor, ids: Record<string, string>): Promise<void> {
  const make = async (name: string): Promise<string> =>
    (await asOwner(house, { method: "POST", url: "/api/companies", payload: { name } })).id;
  const others = [await make(`${aside} merged`)];
  const payload = { object: "company", survivor: ids["company"], others };
  ids["merge"] = (await asOwner(house, { method: "POST", url: "/api/merges", payload })).id;
  ids["twin"] = await make(`${aside} twin`);
}

/** An export that is done, with a file of which nobody else may see a word. */
async function plantExport(house: FrontDoor, ids: Record<string, string>): Promise<void> {
  const payload = { object: "companies", format: "csv" };
  const { id } = await asOwner(house, { method: "POST", url: "/api/export-files", payload });
  const content = `${canary} exported`;
  await house.runtime.database
    .updateTable("exports")
    .set({
      file_name: `${aside}.csv`,
      state: "done",
      file_size: String(content.length),
      finished_at: new Date(),
    })
    .where("id", "=", id)
    .execute();
  const folder = join(house.runtime.settings.dataFolder, "exports");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, id), content);
  ids["export"] = id;
}

/** A place, which whoever keeps places sees, and a schedule, which its owner sees. */
async function plantSchedule(house: FrontDoor, ids: Record<string, string>): Promise<void> {
  const where = { kind: "folder", folder: "shelf" };
  const place = await asOwner(house, {
    method: "POST",
    url: "/api/places",
    payload: { name: "Shelf", where },
  });
  ids["place"] = place.id;
  const list = { object: "companies", format: "csv", filter: `name = "${aside}"` };
  const what = { kind: "export", place: place.id, list, file_name: `${aside}.csv` };
  const payload = { name: `${aside} schedule`, rhythm: { every: "day" }, what };
  ids["schedule"] = (await asOwner(house, { method: "POST", url: "/api/schedules", payload })).id;
  await asOwner(house, { method: "POST", url: `/api/schedules/${ids["schedule"]}/runs` });
}

async function plantWebhook(house: FrontDoor, ids: Record<string, string>): Promise<void> {
  const payload = {
    name: `${aside} webhook`,
    address: `https://8.8.8.8/${aside}`,
    topics: [{ object: "company", events: ["restored"] }],
    payload: "ids",
    role_id: "",
    headers: [{ name: `X-${aside}`, value: `${aside} value` }],
  };
  const grants = { objects: { company: { read: "all" } }, permissions: [] };
  payload.role_id = (
    await asOwner(house, {
      method: "POST",
      url: "/api/role-grants",
      payload: { name: `${aside} telling`, grants },
    })
  ).id;
  const made = await asOwner(house, { method: "POST", url: "/api/webhooks", payload });
  ids["webhook"] = made.webhook.id;
  const { id } = await house.runtime.database
    .insertInto("webhook_deliveries")
    .values({
      webhook_id: made.webhook.id,
      event_sequence: "1",
      object: "company",
      event: "restored",
      records: [ids["company"] as string],
      happened_at: new Date(),
      state: "delivered",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await house.runtime.database
    .insertInto("webhook_attempts")
    .values({ delivery_id: id, at: new Date(), duration: 1, status: 200, answer: `${aside} answered` })
    .execute();
  ids["webhook_delivery"] = `msg_${id}`;
}

/** Somebody who may be the company, and that it may be. */
async function plantDuplicate(house: FrontDoor, company: string): Promise<string> {
  const twin = await asOwner(house, {
    method: "POST",
    url: "/api/companies",
    headers: { "rapport-duplicate": "allow" },
    payload: { name: `${canary} twin`, email: `${canary}.company@example.com`, phone: "+359887771234" },
  });
  const { id } = await house.runtime.database
    .insertInto("duplicate_pairs")
    .values({ kind: "company", left_id: company, right_id: twin.id, score: 0.9 })
    .onConflict((found) => found.columns(["left_id", "right_id"]).doUpdateSet({ score: 0.9 }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** The company is shared with somebody whom no walk is. */
async function plantShare(house: FrontDoor, company: string): Promise<string> {
  const guest = await house.runtime.database
    .insertInto("users")
    .values({ name: `${aside} guest` })
    .returning("id")
    .executeTakeFirstOrThrow();
  const url = `/api/companies/${company}/shares`;
  return (await asOwner(house, { method: "PUT", url, payload: { user: guest.id, access: "read" } })).id;
}

async function upload(house: FrontDoor): Promise<string> {
  const payload = new FormData();
  payload.append("file", new File([`${aside} inside`], `${aside}.txt`, { type: "text/plain" }));
  const body = new Response(payload);
  const kept = await asOwner(house, {
    method: "POST",
    url: "/api/files",
    headers: { "content-type": body.headers.get("content-type") ?? "" },
    payload: Buffer.from(await body.arrayBuffer()),
  });
  return kept.id;
}

async function asOwner(house: FrontDoor, request: InjectOptions) {
  const answer: LightMyRequestResponse = await house.ask({
    ...request,
    headers: { ...request.headers, cookie: house.cookie },
  });
  if (answer.statusCode >= 300) throw new Error(`${request.method} ${String(request.url)}: ${answer.body}`);
  return answer.json();
}
