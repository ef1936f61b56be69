import { beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../test/somebody.ts";
import { fullGrant, type Grant, noGrant, type RoleGrants } from "../contract/index.ts";

let house: FrontDoor;
let mine: string;
let theirs: string;

beforeAll(async () => {
  house = await openFrontDoor();
});

type Method = "GET" | "POST" | "PUT" | "PATCH";

async function ask(headers: Readonly<Record<string, string>>, method: Method, url: string, payload?: object) {
  const answer = await house.ask({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

const asOwner = (method: Method, url: string, payload?: object) =>
  ask({ cookie: house.cookie }, method, url, payload);

const role = (company: Grant): RoleGrants => ({
  objects: { company, party: { ...fullGrant }, user: { ...noGrant, read: "all" } },
  permissions: [],
});

/** Somebody with these roles together; a company of theirs, and one of nobody. */
async function withRoles(...roles: readonly Grant[]): Promise<Somebody> {
  const one = await somebody(house, "Ivan", { objects: { "*": fullGrant }, permissions: [] });
  const roleIds: string[] = [];
  for (const [index, company] of roles.entries()) {
    const made = { name: `${one.id} ${index}`, grants: role(company) };
    roleIds.push((await asOwner("POST", "/api/role-grants", made)).body.id);
  }
  await asOwner("PUT", `/api/users/${one.id}/roles`, { roleIds });
  mine = (await asOwner("POST", "/api/companies", { name: "Mine", owner: one.id })).body.id;
  theirs = (await asOwner("POST", "/api/companies", { name: "Theirs", owner: null })).body.id;
  return one;
}

const rights = async ({ headers }: Somebody) =>
  (await ask(headers, "GET", `/api/record-rights/companies?ids=${mine},${theirs}`)).body.data.toSorted(
    (a: { id: string }) => (a.id === mine ? -1 : 1),
  );
const variesFor = async ({ headers }: Somebody) =>
  (await ask(headers, "GET", "/api/metadata")).body.objects.company.rightsVary;

test("who changes their own alone is told which records are theirs, as the write path has it", async () => {
  const ivan = await withRoles({ ...noGrant, read: "all", change: "own" });
  expect(await variesFor(ivan)).toBe(true);
  expect(await rights(ivan)).toEqual([
    { id: mine, change: true, delete: false, readOnly: [] },
    { id: theirs, change: false, delete: false, readOnly: [] },
  ]);
  expect((await ask(ivan.headers, "PATCH", `/api/companies/${mine}`, { name: "Ours" })).status).toBe(200);
  expect((await ask(ivan.headers, "PATCH", `/api/companies/${theirs}`, { name: "Ours" })).status).toBe(403);
});

test("a field that is free on some records only is told where it is not, seen or unseen", async () => {
  const far: Grant = { ...noGrant, read: "all", change: "all" };
  const near: Grant = { ...noGrant, read: "own", change: "own" };
  for (const limit of ["hidden", "read_only"] as const) {
    const ivan = await withRoles({ ...far, fields: { website: limit } }, near);
    expect(await variesFor(ivan)).toBe(true);
    expect(await rights(ivan)).toEqual([
      { id: mine, change: true, delete: false, readOnly: [] },
      { id: theirs, change: true, delete: false, readOnly: ["website"] },
    ]);
    const write = (id: string) => ask(ivan.headers, "PATCH", `/api/companies/${id}`, { website: null });
    expect((await write(mine)).status).toBe(200);
    expect((await write(theirs)).body.code).toBe("field_read_only");
  }
});

test("who may all alike need not ask; what one does not see is left out", async () => {
  expect(await variesFor(await withRoles(fullGrant))).toBeUndefined();
  const ivan = await withRoles({ ...fullGrant, read: "own" });
  expect(await rights(ivan)).toEqual([{ id: mine, change: true, delete: true, readOnly: [] }]);
  const blind = await withRoles(noGrant);
  const answer = await ask(blind.headers, "GET", `/api/record-rights/companies?ids=${mine}`);
  expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
});
