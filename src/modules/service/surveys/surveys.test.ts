import { beforeAll, expect, test } from "vitest";
import { get } from "#records";
import {
  answerSurvey,
  changeServiceSettings,
  makeTicket,
  readServiceSettings,
  solveTicket,
} from "../contract/index.ts";
import { type Desk, openDesk } from "../testing/desk.ts";
import { openFrontDoor } from "../../../../test/front-door.ts";
import { serviceEvents } from "../contract/events.ts";
import { askSatisfaction } from "./asking.ts";
import { surveyAddress, ticketOf, tokenOf } from "./links.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});

async function solved(language: string): Promise<{ id: string; conversation: string }> {
  const conversation = await desk.conversation({ language, contact: "elena@client.example" });
  const { id } = await desk.ask(desk.agent, makeTicket, { params: { id: conversation }, body: {} });
  await desk.ask(desk.agent, solveTicket, { params: { id }, body: {} });
  const event = {
    name: serviceEvents.ticketSolved,
    object: "ticket",
    records: [id],
    sequence: "1",
    at: new Date().toISOString(),
    actorId: null,
  };
  await askSatisfaction.hear(desk.runtime, event);
  await askSatisfaction.hear(desk.runtime, event);
  return { id, conversation };
}

const lettersIn = (conversation: string) =>
  desk.rows<{ body: string; html: string; automatic: boolean }>(
    `select body, html, automatic from messages where conversation_id = '${conversation}' and direction = 'out'`,
  );

test("nobody is asked unless it is switched on; then once a ticket, in the customer's language, and as a machine", async () => {
  expect(await desk.ask(desk.agent, readServiceSettings)).toEqual({
    close_after_days: 14,
    survey: false,
    help: false,
  });
  expect(await lettersIn((await solved("ru")).conversation)).toEqual([]);
  await desk.ask(desk.agent, changeServiceSettings, {
    body: { close_after_days: 14, survey: true, help: false },
  });
  const { id, conversation } = await solved("ru");
  const letters = await lettersIn(conversation);
  expect(letters).toHaveLength(1);
  expect(letters[0]?.automatic).toBe(true);
  expect(letters[0]?.body).toContain("Ваша заявка");
  expect(letters[0]?.body).toContain(`${surveyAddress(desk.runtime.settings, id)}?score=1`);
  expect(letters[0]?.html).toContain(
    `<a href="${surveyAddress(desk.runtime.settings, id)}?score=5">5 — отлично</a>`,
  );
  expect((await desk.as(desk.agent, (work) => get(work, "ticket", id)))["surveyed_at"]).not.toBeNull();
});

test("a token names one ticket and cannot be made up", () => {
  const { secret } = desk.runtime.settings;
  const ticket = "01a21894-18c7-7b8f-98d6-9b72262e9417";
  const token = tokenOf(secret, ticket);
  expect(ticketOf(secret, token)).toBe(ticket);
  const other = Buffer.from(token, "base64url");
  other[3] = (other[3] ?? 0) ^ 1;
  for (const wrong of [other.toString("base64url"), token.slice(0, -4), "", "x"])
    expect(() => ticketOf(secret, wrong)).toThrow("survey_gone");
});

test("one click is an answer, by who holds the link and is not signed in; it can be said again and in words", async () => {
  const house = await openFrontDoor();
  const owner = { cookie: house.cookie };
  const ask = async (method: "GET" | "POST" | "PUT", url: string, payload?: object, headers: object = {}) =>
    house.ask({ method, url, headers: headers as Record<string, string>, ...(payload && { payload }) });
  const { id } = (await ask("POST", "/api/tickets", { subject: "Leak" }, owner)).json<{ id: string }>();
  const url = `/api/surveys/${tokenOf(house.runtime.settings.secret, id)}`;
  expect((await ask("GET", url)).statusCode).toBe(404);
  await ask("PUT", `/api/tickets/${id}/solution`, {}, owner);
  expect((await ask("GET", url)).json()).toMatchObject({ subject: "Leak", score: null });
  expect((await ask("PUT", url, { score: 4 })).json()).toMatchObject({ score: 4 });
  await ask("PUT", url, { score: 2, comment: "Took long" });
  const ticket = (await ask("GET", `/api/tickets/${id}`, undefined, owner)).json();
  expect(ticket).toMatchObject({ satisfaction: 2, satisfaction_comment: "Took long" });
  expect((await ask("PUT", url, { score: 6 })).statusCode).toBe(422);
  await house.runtime.database
    .updateTable("tickets")
    .set({ solved_at: new Date("2024-01-01") })
    .where("id", "=", id)
    .execute();
  expect((await ask("PUT", url, { score: 5 })).statusCode).toBe(410);
  expect(answerSurvey.permission).toBe("public");
});
