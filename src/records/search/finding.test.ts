import { beforeAll, expect, test, vi } from "vitest";
import { buildUser } from "../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type FoundRecord, fullGrant, type Grant, noGrant } from "../contract/index.ts";
import { find } from "./finding.ts";

let house: FrontDoor;
const ids: Record<string, string> = {};

const people = [
  { name: "Иван Петров Иванов", email: "vanko85@acme.bg", phone: "0888 12-34-56" },
  { name: "Георги Георгиев", email: "g.georgiev@sofia.example" },
  { name: "Щерьо Щербаков", phone: "+7 916 700-10-20" },
  { name: "Юлия Христова", email: "first@mail.example", phone: "0700 10 500" },
  { name: "Живко Цветанов" },
  { name: "Анна Объедкова" },
  { name: "Семён Артёмов" },
  { name: "Petar Ivanov" },
  { name: "John Smith", email: "john.smith@example.co.uk", phone: "+44 20 7946 0958" },
  { name: "Íñigo Núñez García" },
  { name: "Jorge Quiroga" },
  { name: "Aleksandra Wozniak" },
];

beforeAll(async () => {
  house = await openFrontDoor();
  for (const person of people) ids[person.name] = (await made("/api/people", person)).id;
  ids["acme"] = (await made("/api/companies", { name: "Acme Балкан ООД", tax_number: "BG 201 456 789" })).id;
  const { id: stage, pipeline } = await firstStage();
  ids["deal"] = (
    await made("/api/deals", {
      name: "Ремонт на покрив",
      number: "D-2026-0042",
      stage,
      pipeline: pipeline.id,
      company: ids["acme"],
    })
  ).id;
  await made("/api/contact-points", {
    party: ids["Юлия Христова"],
    kind: "email",
    value: "yuli@second.example",
  });
  await made("/api/contact-points", { party: ids["Юлия Христова"], kind: "phone", value: "+359 2 987 6543" });
  await made("/api/tasks", { subject: "Обади се на Смирнов" });
  await vi.waitFor(async () => expect(await titles("Obyedkvoa")).toContain("Анна Объедкова"), 45_000);
});

async function got(url: string, headers: object = { cookie: house.cookie }) {
  const answer = await house.ask({ method: "GET", url, headers: { ...headers } });
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

/** Of the first pipeline, which comes by itself a moment after the organisation. */
function firstStage() {
  return vi.waitFor(async () => {
    const [first] = (await got("/api/stages")).data;
    expect(first).toBeDefined();
    return first;
  }, 45_000);
}

async function made(url: string, payload: object) {
  const answer = await house.ask({ method: "POST", url, payload, headers: { cookie: house.cookie } });
  if (answer.statusCode !== 201) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

async function search(q: string, headers?: object): Promise<FoundRecord[]> {
  return (await got(`/api/search?limit=20&q=${encodeURIComponent(q)}`, headers)).data;
}

async function titles(q: string, headers?: object): Promise<(string | null)[]> {
  return (await search(q, headers)).map(({ title }) => title);
}

async function listed(words: string, more = "", headers?: object): Promise<string[]> {
  const { data } = await got(`/api/people?search=${encodeURIComponent(words)}${more}`, headers);
  return data.map(({ name }: { name: { full: string } }) => name.full);
}

/** Reads, and of the people only what is told here. */
function reading(person: Partial<Grant>, others: Readonly<Record<string, Grant>> = {}) {
  const seen: Grant = { ...fullGrant, fields: {} };
  return house.key({ objects: { "*": seen, person: { ...seen, ...person }, ...others }, permissions: [] });
}

/** A user of the company, with rights on what there is. */
async function colleague(name: string, grant: Grant = fullGrant) {
  const { userId } = await buildUser(house.runtime.database, {
    name,
    rights: { objects: { "*": grant }, permissions: [] },
  });
  return { id: userId };
}

test.each([
  ["ivanov", "Иван Петров Иванов"],
  ["Ivanov Petrov", "Иван Петров Иванов"],
  ["Георгиев", "Георги Георгиев"],
  ["georgiev georgi", "Георги Георгиев"],
  ["Shcherbakov", "Щерьо Щербаков"],
  ["Scherbak", "Щерьо Щербаков"],
  ["Sht Shter", "Щерьо Щербаков"],
  ["Yulia Khristova", "Юлия Христова"],
  ["Julia Hristova", "Юлия Христова"],
  ["Jivko", "Живко Цветанов"],
  ["zhivko cvetanov", "Живко Цветанов"],
  ["Tsvetanov", "Живко Цветанов"],
  ["ana", "Анна Объедкова"],
  ["Семен", "Семён Артёмов"],
  ["Semen Artemov", "Семён Артёмов"],
  ["Петър Иванов", "Petar Ivanov"],
  ["Смит", "John Smith"],
  ["inigo nunez", "Íñigo Núñez García"],
  ["Гарсия", "Íñigo Núñez García"],
  ["Кирога", "Jorge Quiroga"],
  ["Возняк Александра", "Aleksandra Wozniak"],
])("%s finds %s", async (words, title) => {
  expect(await titles(words)).toContain(title);
  expect(await listed(words)).toContain(title);
});

test.each([
  ["Georgeiv", "Георги Георгиев"],
  ["Ivanvo", "Petar Ivanov"],
  ["Иванво", "Petar Ivanov"],
  ["Goergi Gerogiev", "Георги Георгиев"],
  ["Quirga", "Jorge Quiroga"],
  ["Aleksnadra", "Aleksandra Wozniak"],
  ["Alekzander", "Aleksandra Wozniak"],
  ["Smiht", "John Smith"],
  ["Hernan Nunes", null],
  ["xoze", null],
  ["erbakov", "Щерьо Щербаков"],
  ["веткан", null],
  ["bdfyjd", "Petar Ivanov"],
  ["ыьшер", "John Smith"],
])("typed wrong, %s finds %s", async (words, title) => {
  const found = await listed(words);
  if (title === null) expect(found).toEqual([]);
  else {
    expect(found).toContain(title);
    expect(await titles(words)).toContain(title);
  }
});

test.each([
  ["0888 12-34-56", "Иван Петров Иванов"],
  ["0888123456", "Иван Петров Иванов"],
  ["+359 888 123456", "Иван Петров Иванов"],
  ["00359888123456", "Иван Петров Иванов"],
  ["(0888) 123.456", "Иван Петров Иванов"],
  ["359888123456", "Иван Петров Иванов"],
  ["0888 12", "Иван Петров Иванов"],
  ["3456", "Иван Петров Иванов"],
  ["8 916 700 10 20", "Щерьо Щербаков"],
  ["+79167001020", "Щерьо Щербаков"],
  ["916-700-10-20", "Щерьо Щербаков"],
  ["020 7946 0958", "John Smith"],
  ["+442079460958", "John Smith"],
  ["02 987 65 43", "Юлия Христова"],
  ["vanko85@acme.bg", "Иван Петров Иванов"],
  ["vanko", "Иван Петров Иванов"],
  ["john.smith@", "John Smith"],
  ["yuli@second.example", "Юлия Христова"],
  ["second.ex", "Юлия Христова"],
  ["BG201456789", "Acme Балкан ООД"],
  ["201 456 789", "Acme Балкан ООД"],
  ["Балкан acme", "Acme Балкан ООД"],
  ["D-2026-0042", "Ремонт на покрив"],
  ["d20260042", "Ремонт на покрив"],
  ["2026 42", "Ремонт на покрив"],
  ["pokriv remont", "Ремонт на покрив"],
  ["Smirnov obadi", "Обади се на Смирнов"],
])("by number or address, %s finds %s", async (words, title) => {
  const found = await titles(words);
  expect(found[0]).toBe(title);
});

test("the title itself comes first, then what begins with the words, whole words, beginnings, and what has them inside", async () => {
  for (const name of ["Superrila", "Rilano", "Vila Rilska", "Hotel Rila", "Rila Invest", "Rila"])
    await made("/api/companies", { name });
  await vi.waitFor(async () => expect(await titles("uperril")).toEqual(["Superrila"]), 45_000);
  await vi.waitFor(async () => expect((await titles("nvest"))[0]).toBe("Rila Invest"), 45_000);
  expect(await titles("rila")).toEqual(["Rila", "Rila Invest", "Hotel Rila", "Rilano"]);
  expect(await titles("РИЛ")).toEqual(["Rila", "Rila Invest", "Rilano", "Hotel Rila", "Vila Rilska"]);
  expect((await titles("ila i"))[0]).toBe("Rila Invest");
});

test("of equals one's own come first, then the newest", async () => {
  const owner = await colleague("Own And New");
  const first = await made("/api/companies", { name: "Kestrelton One" });
  for (const name of ["Kestrelton Two", "Kestrelton Three"]) await made("/api/companies", { name });
  await house.ask({
    method: "PATCH",
    url: `/api/companies/${first.id}`,
    payload: { owner: owner.id },
    headers: { cookie: house.cookie },
  });
  expect(await titles("kestrelton")).toEqual(["Kestrelton Three", "Kestrelton Two", "Kestrelton One"]);
  const actor = await house.runtime.actorOf(owner.id);
  if (!actor) throw new Error("nobody");
  const found = await house.runtime.read(actor, "api", (work) => find(work, "kestrelton", 5));
  expect(found.map(({ title }) => title)).toEqual(["Kestrelton One", "Kestrelton Three", "Kestrelton Two"]);
});

test("each hit says in which field it was found and where in it", async () => {
  const why = async (q: string) => (await search(q))[0]?.matches;
  expect(await why("georgi")).toEqual([
    {
      object: "person",
      field: "name",
      text: "Георги Георгиев",
      marks: [
        [0, 6],
        [7, 13],
      ],
    },
  ]);
  expect(await why("щерб")).toEqual([
    { object: "person", field: "name", text: "Щерьо Щербаков", marks: [[6, 10]] },
  ]);
  expect(await why("vanko85")).toEqual([
    {
      object: "person",
      field: "email",
      text: "vanko85@acme.bg",
      marks: [
        [0, 5],
        [5, 7],
      ],
    },
  ]);
  expect(await why("ivanov acme")).toEqual([
    { object: "person", field: "name", text: "Иван Петров Иванов", marks: [[12, 18]] },
    { object: "person", field: "email", text: "vanko85@acme.bg", marks: [[8, 12]] },
  ]);
  expect(await why("+359 888 123456")).toEqual([
    { object: "person", field: "phone", text: "0888 12-34-56", marks: [[0, 13]] },
  ]);
  expect(await why("yuli@sec")).toEqual([
    { object: "person", field: "name", text: "Юлия Христова", marks: [[0, 3]] },
    {
      object: "contact_point",
      field: "value",
      text: "yuli@second.example",
      marks: [
        [0, 4],
        [5, 8],
      ],
    },
  ]);
  expect(await why("201456789")).toEqual([
    { object: "company", field: "tax_number", text: "BG 201 456 789", marks: [[0, 14]] },
  ]);
  expect(await why("erbakov")).toEqual([
    { object: "person", field: "name", text: "Щерьо Щербаков", marks: [[7, 14]] },
  ]);
  expect(await why("Georgeiv")).toEqual([
    {
      object: "person",
      field: "name",
      text: "Георги Георгиев",
      marks: [
        [0, 6],
        [7, 15],
      ],
    },
  ]);
});

test("words in a hidden field find nothing, rank nothing and are told nowhere", async () => {
  const limits = { fields: { email: "hidden", phone: "hidden" } } as const;
  const seen = { ...fullGrant, fields: {} };
  const blind = await reading(limits, { party: { ...seen, ...limits } });
  for (const words of [
    "vanko85",
    "vanko85@acme.bg",
    "0888 123456",
    "yuli@second.example",
    "02 987 6543",
    "john.smith@example",
  ]) {
    expect(await titles(words)).not.toEqual([]);
    expect(await search(words, blind)).toEqual([]);
    expect(await listed(words, "&count=true", blind)).toEqual([]);
    expect((await got(`/api/people/totals?search=${encodeURIComponent(words)}`, blind)).data).toEqual([]);
  }
  // Seen by the name alone: an address that fits as well must not lift it, and is not shown.
  const [first] = await search("ivan", blind);
  expect(JSON.stringify(first)).not.toContain("acme.bg");
  const nameless = await reading(
    { fields: { name: "hidden" } },
    { party: { ...seen, fields: { name: "hidden" } } },
  );
  expect(await search("Щербаков", nameless)).toEqual([]);
  expect(await search("Shcherbakvo", nameless)).toEqual([]);
  expect(await search("700-10-20", nameless)).toMatchObject([{ title: null, matches: [{ field: "phone" }] }]);
});

test("who may not see contact points finds nobody by them", async () => {
  const blind = await reading({}, { contact_point: noGrant });
  expect(await titles("yuli@second.example", blind)).toEqual([]);
  const valueless = await reading({}, { contact_point: { ...fullGrant, fields: { value: "hidden" } } });
  expect(await titles("yuli@second.example", valueless)).toEqual([]);
  expect(await titles("Юлия", valueless)).toEqual(["Юлия Христова"]);
});

test("one finds no more than one may see, and words like those typed only where one sees nothing as typed", async () => {
  const owner = await colleague("Of Their Own", { ...fullGrant, read: "own" });
  const actor = await house.runtime.actorOf(owner.id);
  if (!actor) throw new Error("nobody");
  const found = (q: string) =>
    house.runtime.read(actor, "api", async (work) => (await find(work, q, 5)).map(({ title }) => title));
  await made("/api/people", { name: "Zlatomir Ognyanov" });
  await made("/api/people", { name: "Zlatomor Theirs", owner: owner.id });
  expect(await found("Zlatomor")).toEqual(["Zlatomor Theirs"]);
  // That somebody is written exactly so, whom one may not see, changes nothing of what one is told.
  await vi.waitFor(async () => expect(await found("Zlatomir")).toEqual(["Zlatomor Theirs"]), 45_000);
  expect(await found("Zlatomis")).toEqual(["Zlatomor Theirs"]);
  expect(await found("Ognyanov")).toEqual([]);
});

test("a list of contact points finds the main ones as well as the others, and a party is told of once", async () => {
  const values = async (words: string, headers?: object) =>
    (await got(`/api/contact-points?search=${encodeURIComponent(words)}`, headers)).data.map(
      ({ value }: { value: string }) => value,
    );
  expect(await values("vanko85")).toEqual(["vanko85@acme.bg"]);
  expect(await values("yuli")).toEqual(["yuli@second.example"]);
  expect(await values("first@mail")).toEqual(["first@mail.example"]);
  expect((await values("888 123")).map((value: string) => value.replace(/\D/g, ""))).toEqual(["0888123456"]);
  expect(await values("vanko85 acme")).toEqual(["vanko85@acme.bg"]);
  expect(await values("acme.bg 888123456")).toEqual([]);
  expect((await got("/api/contact-points?search=vanko85&count=true")).count).toMatchObject({ value: 1 });
  expect((await search("vanko85")).map(({ id }) => id)).toEqual([ids["Иван Петров Иванов"]]);
  const gone = await made("/api/people", { name: "Gone Away", email: "gone.away@binned.example" });
  expect(await values("binned")).toEqual(["gone.away@binned.example"]);
  await house.ask({ method: "DELETE", url: `/api/people/${gone.id}`, headers: { cookie: house.cookie } });
  expect(await values("binned")).toEqual([]);
  const binned = await got("/api/contact-points?search=binned&archived=true");
  expect(binned.data.map(({ value }: { value: string }) => value)).toEqual(["gone.away@binned.example"]);
  const mailless = await house.key({
    objects: { "*": { ...fullGrant, fields: {} }, party: { ...fullGrant, fields: { email: "hidden" } } },
    permissions: [],
  });
  expect(await values("vanko85", mailless)).toEqual([]);
});

test("what was written and said with a customer is found by its words, with where they stand, by those who may see it", async () => {
  const interaction = { party: ids["Анна Объедкова"], at: "2026-03-01T10:00:00Z", direction: "in" };
  const mail = await made("/api/interactions", {
    ...interaction,
    channel: "email",
    kind: "message",
    subject: "Рекламация за покривни панели",
    body: "Здравейте, получихме напуканите керемиди от Плевен и молим за замяна.",
  });
  const call = await made("/api/interactions", {
    ...interaction,
    channel: "phone",
    kind: "call",
    body: "Asked about the warranty of the solar collectors",
  });
  expect(await search("рекламация")).toMatchObject([
    {
      object: "interaction",
      id: mail.id,
      title: "Рекламация за покривни панели",
      subtitle: "Анна Объедкова",
      matches: [{ field: "subject" }],
    },
  ]);
  const [found] = await search("keremidi");
  expect(found).toMatchObject({ id: mail.id, matches: [{ object: "interaction", field: "body" }] });
  const [match] = found?.matches ?? [];
  expect(match?.text.slice(...(match.marks[0] ?? []))).toBe("керемиди");
  expect((await search("solar collectors")).map(({ id }) => id)).toEqual([call.id]);
  const list = await got("/api/interactions?search=collectors");
  expect(list.data.map(({ id }: { id: string }) => id)).toEqual([call.id]);
  const everything = { ...fullGrant, fields: {} };
  for (const [grants, count] of [
    [{ "*": everything }, 1],
    [{ "*": everything, interaction: noGrant }, 0],
    [{ "*": everything, interaction: { ...everything, fields: { body: "hidden" } } }, 0],
    // Seen through the person alone.
    [{ "*": everything, person: noGrant }, 0],
  ] as [Record<string, Grant>, number][]) {
    const headers = await house.key({ objects: grants, permissions: [] });
    expect([grants, (await search("collectors", headers)).map(({ object }) => object)]).toEqual([
      grants,
      count ? ["interaction"] : [],
    ]);
  }
});

test("tasks, deals and products are found by what else they say", async () => {
  const { id: stage, pipeline } = await firstStage();
  const at = { stage, pipeline: pipeline.id };
  const ofKinds: [string, object, string][] = [
    ["/api/tasks", { subject: "Call", description: "about the quokka enclosure" }, "description"],
    ["/api/deals", { name: "Zoo", ...at, description: "A quokka enclosure" }, "description"],
    ["/api/deals", { name: "Park", ...at, next_step: "Measure the quokka enclosure" }, "next_step"],
    ["/api/products", { name: "Fence", description: "Keeps a quokka in" }, "description"],
    ["/api/products", { name: "Gate", code: "QUOKKA-7" }, "code"],
  ];
  const where = new Map<string, string>();
  for (const [url, values, field] of ofKinds) where.set((await made(url, values)).id, field);
  const found = await search("quokka");
  expect(new Map(found.map(({ id, matches }) => [id, matches[0]?.field]))).toEqual(where);
});
