import { beforeAll, expect, test } from "vitest";
import { fullGrant, noGrant } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { currentDocument } from "./openapi-document.ts";

let door: FrontDoor;
let administrator: { authorization: string };
let car: { name: string; plural: string };

beforeAll(async () => {
  door = await openFrontDoor();
  administrator = await door.key({ objects: { "*": fullGrant }, permissions: ["*"] });
  car = await made("/api/objects", { one: { en: "Car" }, many: { en: "Cars" }, icon: "car" });
  await made(`/api/objects/${car.name}/fields`, {
    label: { en: "Mileage", bg: "Пробег" },
    kind: { type: "number" },
  });
  await made("/api/objects/company/fields", { label: { en: "Customer code" }, kind: { type: "text" } });
});

async function made(url: string, payload: object) {
  const answer = await door.ask({ method: "POST", url, payload, headers: administrator });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}

async function documentFor(headers: Record<string, string> = {}) {
  const answer = await door.ask({ url: "/api/openapi.json", headers });
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
    200,
    "application/json; charset=utf-8",
  ]);
  return answer.json();
}

function propertiesOf(
  document: { components: { schemas: Record<string, { properties: object }> } },
  name: string,
) {
  return Object.keys(document.components.schemas[name]?.properties ?? {});
}

test("who is not signed in reads the standard contract, as it is kept", async () => {
  expect(await documentFor()).toEqual(JSON.parse(currentDocument()));
  expect(await documentFor({ authorization: `Bearer rk_${"a".repeat(43)}` })).toEqual(
    JSON.parse(currentDocument()),
  );
});

test("who is signed in reads that of the organisation, with its own objects and fields", async () => {
  for (const headers of [administrator, { cookie: door.cookie }]) {
    const document = await documentFor(headers);
    expect(document.paths[`/api/${car.plural}`].post.operationId).toBe(`${car.name}.create`);
    expect(document.paths[`/api/${car.plural}/{id}`].get.operationId).toBe(`${car.name}.read`);
    expect(document.paths).not.toHaveProperty(["/api/{plural}"]);
    expect(document.components.schemas[car.name].properties.x_mileage).toMatchObject({
      description: "Mileage",
      anyOf: [{ type: "integer" }, { type: "null" }],
    });
    expect(propertiesOf(document, "company")).toContain("x_customer_code");
    expect(propertiesOf(document, "company_create")).toContain("x_customer_code");
  }
});

test("a field that is added stands there at once, and one that is removed no more", async () => {
  expect(propertiesOf(await documentFor(administrator), car.name)).not.toContain("x_colour");
  await made(`/api/objects/${car.name}/fields`, { label: { en: "Colour" }, kind: { type: "text" } });
  expect(propertiesOf(await documentFor(administrator), car.name)).toContain("x_colour");
  await door.ask({
    method: "DELETE",
    url: `/api/objects/${car.name}/fields/x_colour`,
    headers: administrator,
  });
  expect(propertiesOf(await documentFor(administrator), car.name)).not.toContain("x_colour");
});

test("what one may not see or do is not described", async () => {
  const person = { ...fullGrant, bulk: false, fields: { email: "hidden", phone: "read_only" } } as const;
  const key = await door.key({
    objects: { person, company: { ...noGrant, read: "own" }, [car.name]: noGrant },
    permissions: ["deals:move"],
  });
  const document = await documentFor(key);
  expect(propertiesOf(document, "person")).not.toContain("email");
  expect(propertiesOf(document, "person")).toContain("phone");
  expect(propertiesOf(document, "person_change")).not.toContain("phone");
  expect(Object.keys(document.paths["/api/companies"])).toEqual(["get"]);
  expect(document.paths).not.toHaveProperty(["/api/companies/by/{field}/{value}"]);
  expect(document.paths).not.toHaveProperty(["/api/people/bulk"]);
  const text = JSON.stringify(document);
  for (const hidden of [car.name, "/api/deals", "/api/users", "/api/role-grants", "Mileage"])
    expect(text).not.toContain(`${hidden}"`);
  expect(document.paths).toHaveProperty(["/api/me"]);
});

test("every list that is described to somebody answers them", async () => {
  const key = await door.key({ objects: { "*": { ...noGrant, read: "own" } }, permissions: [] });
  const { paths } = await documentFor(key);
  const lists = Object.keys(paths).filter((path) => paths[path].get && !path.includes("{"));
  expect(lists.length).toBeGreaterThan(25);
  for (const url of lists.filter((path) => !["/api/live", "/api/seller", "/api/search"].includes(path))) {
    const { statusCode, body } = await door.ask({ url, headers: key });
    expect(statusCode, `${url} ${body.slice(0, 200)}`).toBe(200);
  }
});

test("it says how a change is guarded and made to count once", async () => {
  const document = await documentFor(administrator);
  const { patch, get } = document.paths["/api/people/{id}"];
  const named = (operation: { parameters: { $ref?: string }[] }) =>
    operation.parameters.flatMap(({ $ref }) => $ref?.split("/").at(-1) ?? []);
  expect(named(patch)).toEqual(["Idempotency-Key", "If-Match"]);
  expect(named(get)).toEqual(["If-None-Match"]);
  expect(get.responses["200"].headers).toHaveProperty("ETag");
});

test("the page to read it leads to the document of whoever reads", async () => {
  const answer = await door.ask({ url: "/api/docs/json" });
  expect([answer.statusCode, answer.headers["location"]]).toEqual([302, "/api/openapi.json"]);
  expect((await door.ask({ url: "/api/docs" })).statusCode).toBe(200);
});
