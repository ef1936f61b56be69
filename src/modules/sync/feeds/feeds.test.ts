import { beforeAll, expect, test } from "vitest";
import { fullGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { type Somebody, somebodySignedIn } from "../../../../test/somebody.ts";

let house: FrontDoor;

beforeAll(async () => {
  house = await openFrontDoor();
});

const everything: RoleGrants = { objects: { "*": fullGrant }, permissions: ["*"] };

async function ask(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  payload: object | undefined,
  who: Somebody,
) {
  const answer = await house.ask({ method, url, headers: who.headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

/** Makes a feed and answers where it is. */
async function feedOf(kind: string, who: Somebody): Promise<string> {
  const { status, body } = await ask("PUT", `/api/calendar-feeds/${kind}`, undefined, who);
  expect([status, body]).toEqual([200, { address: expect.stringMatching(/\/api\/feeds\/[\w-]{43}\.ics$/) }]);
  return new URL(body.address).pathname;
}

const read = (url: string, headers: Record<string, string> = {}) =>
  house.ask({ method: "GET", url, headers });
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

test("a calendar reads what is one's own, by a secret address and nothing else", async () => {
  const ana = await somebodySignedIn(house, "Ana", everything);
  const boris = await somebodySignedIn(house, "Boris", everything);
  await ask("POST", "/api/tasks", { subject: "Call; soon", due_at: tomorrow }, ana);
  await ask("POST", "/api/tasks", { subject: "No day" }, ana);
  await ask("POST", "/api/tasks", { subject: "Meeting", kind: "meeting", due_at: tomorrow }, ana);
  await ask("POST", "/api/tasks", { subject: "Of Boris", due_at: tomorrow }, boris);
  const [tasks, meetings] = [await feedOf("my_tasks", ana), await feedOf("my_meetings", ana)];
  const got = await read(tasks);
  expect([got.statusCode, got.headers["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
  expect(got.body.match(/SUMMARY:.*/g)).toEqual(["SUMMARY:Call\\; soon"]);
  expect(got.body).toContain("TRANSP:TRANSPARENT\r\n");
  expect((await read(meetings)).body.match(/SUMMARY:.*/g)).toEqual(["SUMMARY:Meeting"]);
  const tag = String(got.headers["etag"]);
  expect((await read(tasks, { "if-none-match": tag })).statusCode).toBe(304);
  await ask("POST", "/api/tasks", { subject: "One more", due_at: tomorrow }, ana);
  expect((await read(tasks, { "if-none-match": tag })).statusCode).toBe(200);
  expect((await ask("GET", "/api/calendar-feeds", undefined, ana)).body.data).toMatchObject([
    { kind: "my_tasks", lastUsedAt: expect.any(String) },
    { kind: "my_meetings", lastUsedAt: expect.any(String) },
  ]);
});

test("an address is dead when it is revoked, when a new one is made, and when its owner has left", async () => {
  const eva = await somebodySignedIn(house, "Eva", everything);
  const first = await feedOf("my_tasks", eva);
  const second = await feedOf("my_tasks", eva);
  expect((await read(first)).statusCode).toBe(404);
  expect((await read(second)).statusCode).toBe(200);
  expect((await ask("DELETE", "/api/calendar-feeds/my_tasks", undefined, eva)).status).toBe(204);
  expect((await read(second)).statusCode).toBe(404);
  expect((await ask("DELETE", "/api/calendar-feeds/my_tasks", undefined, eva)).status).toBe(404);
  const third = await feedOf("my_tasks", eva);
  await house.runtime.database.updateTable("users").set({ active: false }).where("id", "=", eva.id).execute();
  expect((await read(third)).statusCode).toBe(404);
  for (const wrong of ["x", "%00", "a".repeat(43), `${"a".repeat(43)}.ics`])
    expect((await read(`/api/feeds/${wrong}`)).statusCode).toBe(404);
});

test("the team's is what one may see of the team; who may see no tasks has an empty calendar", async () => {
  const lead = await somebodySignedIn(house, "Lead", everything);
  const seller = await somebodySignedIn(house, "Seller", everything);
  await house.runtime.database
    .updateTable("users")
    .set({ manager_id: lead.id })
    .where("id", "=", seller.id)
    .execute();
  await ask("POST", "/api/tasks", { subject: "Of the seller", due_at: tomorrow }, seller);
  expect((await read(await feedOf("team_tasks", lead))).body).toContain("SUMMARY:Of the seller\r\n");
  expect((await read(await feedOf("team_tasks", seller))).body).toContain("SUMMARY:Of the seller\r\n");
  const blind = await somebodySignedIn(house, "Blind", { objects: {}, permissions: [] });
  const empty = await read(await feedOf("team_tasks", blind));
  expect([empty.statusCode, empty.body.includes("VEVENT")]).toEqual([200, false]);
});

test("a key makes neither addresses nor passwords, and sees none: they may do more than it", async () => {
  const key = { id: "", headers: await house.key(everything) };
  expect((await ask("PUT", "/api/calendar-feeds/my_tasks", undefined, key)).status).toBe(403);
  expect((await ask("POST", "/api/app-passwords", { name: "Key" }, key)).status).toBe(403);
  for (const url of ["/api/app-passwords", "/api/calendar-feeds"])
    expect((await ask("GET", url, undefined, key)).status).toBe(403);
});
