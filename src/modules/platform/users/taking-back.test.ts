import { beforeAll, expect, test } from "vitest";
import { colleague, openSetUpHouse, roleId } from "../testing/visitor.ts";

// Undo beside the settings of users and teams, by the route that takes any act back.
const nothingSkipped = { changed: 0, not_allowed: 0, governed: 0, gone: 0, refused: 0 };

let house: Awaited<ReturnType<typeof openSetUpHouse>>;
let ivan: Awaited<ReturnType<typeof colleague>>;
let other: Awaited<ReturnType<typeof colleague>>;

beforeAll(async () => {
  house = await openSetUpHouse();
  ivan = await colleague(house);
  other = await colleague(house, { name: "Olga", email: "olga@vitosha.example", roles: ["administrator"] });
});

const undo = async (unit?: unknown) =>
  (await house.owner.ask("POST", "/api/undo", unit === undefined ? {} : { unit })).body;
const userOf = async () => (await house.owner.ask("GET", `/api/users/${ivan.id}`)).body;
const team = async (name: string): Promise<string> =>
  (await house.owner.ask("POST", "/api/teams", { name })).body.id;

test("who was deactivated comes back, and is out again when that is undone", async () => {
  const { headers } = await house.owner.ask("POST", `/api/users/${ivan.id}/deactivation`);
  const act = headers["rapport-act"];
  expect(await undo(act)).toMatchObject({ act, undone: 1, skipped: nothingSkipped });
  expect((await userOf()).active).toBe(true);
  expect((await house.owner.ask("POST", "/api/redo")).body).toMatchObject({ undone: 1 });
  expect((await userOf()).active).toBe(false);
  const back = { email: ivan.email, password: ivan.password };
  expect((await house.visitor().ask("POST", "/api/session", back)).status).toBe(401);
  expect(await undo()).toMatchObject({ undone: 1 });
  expect((await house.visitor().ask("POST", "/api/session", back)).status).toBe(200);
});

test("roles go back as they were, unless somebody gave others since", async () => {
  const [seller, reader] = [await roleId(house, "salesperson"), await roleId(house, "read_only")];
  const give = (by: typeof house.owner, roleIds: string[]) =>
    by.ask("PUT", `/api/users/${ivan.id}/roles`, { roleIds });
  const rolesNow = async () => (await userOf()).roles.map(({ id }: { id: string }) => id);
  await give(house.owner, [reader]);
  expect(await undo()).toMatchObject({ undone: 1, skipped: nothingSkipped });
  expect(await rolesNow()).toEqual([seller]);
  const { headers } = await give(house.owner, [reader]);
  await give(other, [seller, reader]);
  expect(await undo(headers["rapport-act"])).toMatchObject({ undone: 0, skipped: { changed: 1 } });
  expect((await rolesNow()).toSorted()).toEqual([seller, reader].toSorted());
});

test("it takes the permission that doing it took", async () => {
  const { headers } = await other.ask("POST", `/api/users/${ivan.id}/deactivation`);
  const roles = { roleIds: [await roleId(house, "salesperson")] };
  expect((await house.owner.ask("PUT", `/api/users/${other.id}/roles`, roles)).status).toBe(204);
  const answer = await other.ask("POST", "/api/undo", { unit: headers["rapport-act"] });
  expect(answer.body).toMatchObject({ undone: 0, skipped: { not_allowed: 1 } });
  expect((await userOf()).active).toBe(false);
});

test("a person or a team that was moved goes back, not from where a colleague moved it since", async () => {
  const [north, south, west] = [await team("North"), await team("South"), await team("West")];
  const move = async (url: string, payload: object) =>
    (await house.owner.ask("PATCH", url, payload)).headers["rapport-act"];
  const person = `/api/users/${house.ownerId}`;
  await move(person, { team: north });
  const moved = await move(person, { team: south });
  expect(await undo(moved)).toMatchObject({ undone: 1, skipped: nothingSkipped });
  expect((await house.owner.ask("GET", person)).body.team.id).toBe(north);

  const below = await move(`/api/teams/${west}`, { parent: south });
  await house.owner.ask("PATCH", `/api/teams/${west}`, { parent: north });
  expect(await undo(below)).toMatchObject({ undone: 0, skipped: { changed: 1 } });
  expect((await house.owner.ask("GET", `/api/teams/${west}`)).body.parent.id).toBe(north);

  const removed = (await house.owner.ask("DELETE", `/api/teams/${west}`)).headers["rapport-act"];
  expect(await undo(removed)).toMatchObject({ undone: 1 });
  expect((await house.owner.ask("GET", `/api/teams/${west}`)).body.archived_at).toBeNull();
});
