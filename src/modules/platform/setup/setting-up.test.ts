import { expect, test } from "vitest";
import { openHouse, openSetUpHouse, theOrganisation, theOwner } from "../testing/visitor.ts";

test("the first visitor sets the organisation up, is signed in, and may do everything", async () => {
  const house = await openHouse();
  const visitor = house.visitor();
  expect((await visitor.ask("GET", "/api/setup")).body).toEqual({ done: false });
  const made = await visitor.ask("POST", "/api/setup", { organisation: theOrganisation, owner: theOwner });
  expect(made).toMatchObject({ status: 201 });
  const me = await visitor.ask("GET", "/api/me");
  expect(me.body).toMatchObject({
    user: { id: made.body.userId, name: theOwner.name, email: theOwner.email, timeZone: "Europe/Sofia" },
    organisation: theOrganisation,
    rights: { permissions: ["*"] },
  });
  expect((await visitor.ask("GET", "/api/setup")).body).toEqual({ done: true });
});

test("of twenty who set up at once one becomes the owner and nothing is left of the others", async () => {
  const house = await openHouse();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      house.visitor({ address: `10.0.1.${index}` }).ask("POST", "/api/setup", {
        organisation: { ...theOrganisation, name: `Company ${index}` },
        owner: { ...theOwner, email: `owner${index}@vitosha.example` },
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status, body }) => status === 404 && body.code === "setup_done")).toHaveLength(19);
  const users = await house.runtime.database.selectFrom("users").select("id").execute();
  expect(users).toHaveLength(1);
});

test("once it is set up nobody can do it again", async () => {
  const house = await openSetUpHouse();
  const again = await house.visitor().ask("POST", "/api/setup", {
    organisation: theOrganisation,
    owner: { ...theOwner, email: "thief@x.example" },
  });
  expect(again).toMatchObject({ status: 404, body: { code: "setup_done" } });
});

test("a new organisation has its standard roles in its own language", async () => {
  const house = await openHouse();
  const visitor = house.visitor();
  await visitor.ask("POST", "/api/setup", {
    organisation: { ...theOrganisation, locale: "bg" },
    owner: theOwner,
  });
  const roles = await visitor.ask("GET", "/api/role-grants");
  expect(roles.body.data.map((role: { name: string }) => role.name)).toEqual([
    "Администратор",
    "Ръководител продажби",
    "Търговец",
    "Маркетинг специалист",
    "Служител по обслужване",
    "Само четене",
  ]);
});

test("a password that anyone would try is refused in the visitor's language and nothing is set up", async () => {
  const house = await openHouse();
  const visitor = house.visitor({ locale: "es" });
  const refused = {
    password1234: "password_common",
    short: "password_too_short",
    aaaaaaaaaaaaaa: "password_common",
    "123456789012": "password_common",
  };
  for (const [password, code] of Object.entries(refused)) {
    const answer = await visitor.ask("POST", "/api/setup", {
      organisation: theOrganisation,
      owner: { ...theOwner, password },
    });
    expect(answer).toMatchObject({ status: 422, body: { code, field: "password" } });
  }
  expect((await visitor.ask("GET", "/api/setup")).body).toEqual({ done: false });
});
