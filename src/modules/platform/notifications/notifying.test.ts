import { expect, test } from "vitest";
import { modules } from "../../../server/modules.ts";
import { notify } from "../index.ts";
import { colleague, type House, openSetUpHouse } from "../testing/visitor.ts";

test("who is given a task by somebody else is told, once, and can open it", async () => {
  const house = await openSetUpHouse({ modules });
  const ivan = await colleague(house);
  const task = await house.owner.ask("POST", "/api/tasks", { subject: "Call Витоша", owner: ivan.id });
  await house.settle();
  const told = await ivan.ask("GET", "/api/notifications");
  expect(told.body).toMatchObject({
    unread: 1,
    data: [
      {
        kind: "task_assigned",
        object: "task",
        recordId: task.body.id,
        params: { title: "Call Витоша", by: "Maria Ivanova" },
      },
    ],
  });
  await hearAgain(house);
  expect((await ivan.ask("GET", "/api/notifications")).body.unread).toBe(1);
});

test("what one does oneself is no news", async () => {
  const house = await openSetUpHouse({ modules });
  await house.owner.ask("POST", "/api/tasks", { subject: "Call", owner: house.ownerId });
  await house.owner.ask("POST", "/api/companies", { name: "Acme" });
  await house.settle();
  expect((await house.owner.ask("GET", "/api/notifications")).body).toEqual({
    data: [],
    next: null,
    unread: 0,
  });
});

test("a customer that changes hands is told to the new owner", async () => {
  const house = await openSetUpHouse({ modules });
  const ivan = await colleague(house);
  const acme = await house.owner.ask("POST", "/api/companies", { name: "Acme" });
  await house.owner.ask("PATCH", `/api/companies/${acme.body.id}`, { owner: ivan.id });
  await house.settle();
  const told = await ivan.ask("GET", "/api/notifications");
  expect(told.body.data).toMatchObject([
    { kind: "record_assigned", object: "company", params: { title: "Acme" } },
  ]);
});

test("one reads one's own notifications and nobody else's", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  await house.runtime.runAsSystem((work) =>
    notify(work, [house.ownerId, ivan.id], "import_done", { params: { title: "a.csv", count: 3 } }),
  );
  const { body } = await house.owner.ask("GET", "/api/notifications");
  expect((await ivan.ask("POST", "/api/notifications/readings", { ids: [body.data[0].id] })).status).toBe(
    204,
  );
  expect((await house.owner.ask("GET", "/api/notifications")).body.unread).toBe(1);
  await house.owner.ask("POST", "/api/notifications/readings", {});
  expect((await house.owner.ask("GET", "/api/notifications")).body).toMatchObject({
    unread: 0,
    data: [{ read: true }],
  });
  expect((await ivan.ask("GET", "/api/notifications")).body.unread).toBe(1);
});

test("a long list comes in pages without a gap", async () => {
  const house = await openSetUpHouse();
  for (let count = 0; count < 5; count++) {
    await house.runtime.runAsSystem((work) =>
      notify(work, [house.ownerId], "import_done", { params: { title: "a.csv", count } }),
    );
  }
  const first = await house.owner.ask("GET", "/api/notifications?limit=3");
  const second = await house.owner.ask("GET", `/api/notifications?limit=3&cursor=${first.body.next}`);
  const counts = [...first.body.data, ...second.body.data].map((one) => one.params.count);
  expect(counts).toEqual([4, 3, 2, 1, 0]);
  expect(second.body.next).toBeNull();
});

// As the dispatcher does after a crash between hearing and noting that it heard.
async function hearAgain(house: House): Promise<void> {
  const again = await house.runtime.database
    .selectFrom("events")
    .selectAll()
    .where("name", "=", "records.created")
    .execute();
  expect(again.length).toBeGreaterThan(0);
  await house.settle({ again: true });
}
