import iconv from "iconv-lite";
import { beforeAll, expect, test } from "vitest";
import type { ImportDetails, ImportPreview, Mapping } from "#exchange/contract";
import { everyRight } from "../../../../test/builders.ts";
import { counted, facts, fixture, type ImportDesk, openImportDesk } from "../testing/import-desk.ts";

let desk: ImportDesk;

beforeAll(async () => {
  desk = await openImportDesk();
  await desk.ask("POST", "/api/users", { name: "Nuria Vega", email: "nuria@office.example" });
});

const source = ({ mapping }: ImportDetails): string =>
  [mapping?.source?.system, mapping?.source?.entity, mapping?.object].join(" ");

const person = async (email: string) => (await desk.records(`/api/people?filter=email is "${email}"`))[0];
const company = async (name: string) => (await desk.records(`/api/companies?filter=name is "${name}"`))[0];
const deal = async (name: string) => (await desk.records(`/api/deals?filter=name is "${name}"`))[0];

const pointsOf = async (id = "") =>
  (await desk.records(`/api/contact-points?filter=party is ${id}`))
    .map((point) => facts(point, "kind", "value", "label", "main").join(" "))
    .sort();
const noteOn = async (field: "party" | "deal", id = "") =>
  (await desk.records(`/api/notes?filter=${field} is ${id}`)).flatMap(({ body }) => String(body).split("\n"));

test("HubSpot: three files find their links, owners and stages, whatever the order", async () => {
  const files = await desk.uploadAll("hubspot-deals.csv", "hubspot-contacts.csv", "hubspot-companies.csv");
  expect(files.map(source)).toEqual([
    "hubspot deals deal",
    "hubspot contacts person",
    "hubspot companies company",
  ]);
  expect(counted(await desk.runAll(files))).toEqual({
    companies: [2, 0, 0, 0],
    contacts: [3, 0, 0, 0],
    deals: [3, 0, 0, 0],
  });
  expect(facts(await company("Hublot Norte"), "parent", "owner", "employees")).toEqual([
    "Hublot Sur",
    "Nuria Vega",
    120,
  ]);
  const ana = await person("ana@hubmail.example");
  expect(facts(ana, "name", "company", "owner", "roles")).toEqual([
    "Ana Quintero",
    "Hublot Norte",
    "Nuria Vega",
    ["client"],
  ]);
  expect(await pointsOf(ana?.id)).toEqual([
    "email ana@hubmail.example  true",
    "phone +34 600 111 222  true",
    "phone +34 600 333 444 Mobile false",
  ]);
  const bruno = await person("bruno@hubmail.example");
  expect(facts(bruno, "company", "owner")).toEqual(["Hublot Sur", "Nuria Vega"]);
  expect(await noteOn("party", bruno?.id)).toEqual([
    "From HubSpot",
    "Marketing contact status: Non-marketing contact",
    "Create Date: 2025-11-03 09:00",
    "Lifecycle Stage: Lead",
    "Associated Company: Hublot Sur;Hublot Norte",
    "Associated Company IDs: 9002;9001",
  ]);
  const ofDeal = ["stage", "pipeline", "company", "person", "closed_on", "amount"];
  expect(facts(await deal("Shelves"), ...ofDeal)).toEqual([
    "Won",
    "Hub pipeline",
    "Hublot Norte",
    "Ana Quintero",
    "2026-01-15",
    "1200.50 EUR",
  ]);
  expect(facts(await deal("Tills"), "stage", "person", "closed_on")).toEqual([
    "Lost",
    "Bruno Salas",
    "2026-01-16",
  ]);
  expect(facts(await deal("Lights"), "stage", "closed_on", "expected_close_on")).toEqual([
    "Appointment Scheduled",
    null,
    "2026-09-30",
  ]);
});

test("Salesforce: files by the names of its API, ids of 15 characters and 18, users out of their own file", async () => {
  const files = await desk.uploadAll(
    "salesforce-Opportunity.csv",
    "salesforce-Contact.csv",
    "salesforce-Account.csv",
    "salesforce-User.csv",
  );
  expect(files.map(source)).toEqual([
    "salesforce opportunities deal",
    "salesforce contacts person",
    "salesforce accounts company",
    "salesforce users user",
  ]);
  expect(counted(await desk.runAll(files))).toEqual({
    users: [1, 1, 0, 0],
    accounts: [2, 0, 0, 0],
    contacts: [2, 0, 0, 0],
    opportunities: [2, 0, 0, 0],
  });
  const metals = await company("Forza Metals");
  expect(facts(metals, "parent", "owner", "roles", "industry")).toEqual([
    "Forza Holding",
    "Omar Haddad",
    ["client"],
    "manufacturing",
  ]);
  expect(await noteOn("party", metals?.id)).toEqual([
    "From Salesforce",
    "Rating: Hot",
    "CreatedDate: 2025-06-01T08:00:00.000Z",
    "Region__c: North",
    "ShippingStreet: 2 Other Road",
    "ShippingCity: York",
  ]);
  const sam = await person("sam.pratt@forza-metals.example");
  expect(facts(sam, "company", "owner", "birth_date")).toEqual(["Forza Metals", "Omar Haddad", "1979-05-04"]);
  expect(sam?.["address"]).toMatchObject({ city: "Bath" });
  expect(facts(await deal("Rolled steel"), "stage", "company", "owner", "closed_on")).toEqual([
    "Won",
    "Forza Metals",
    "Omar Haddad",
    "2026-02-01",
  ]);
});

test("a Salesforce report comes in without the lines under it", async () => {
  const [report] = await desk.uploadAll("salesforce-report.csv");
  expect([source(report as ImportDetails), report?.rows]).toEqual(["salesforce contacts person", 1]);
  expect(counted(await desk.runAll([report as ImportDetails]))).toEqual({ contacts: [1, 0, 0, 0] });
  expect(facts(await person("rita@forza-metals.example"), "company", "owner")).toEqual([
    "Forza Metals",
    "Nuria Vega",
  ]);
});

test("Zoho: ids beside names join its files", async () => {
  const files = await desk.uploadAll("zoho-Deals_001.csv", "zoho-Contacts_001.csv", "zoho-Accounts_001.csv");
  expect(files.map(source)).toEqual(["zoho deals deal", "zoho contacts person", "zoho accounts company"]);
  expect(counted(await desk.runAll(files))).toEqual({
    accounts: [1, 0, 0, 0],
    contacts: [1, 0, 0, 0],
    deals: [1, 0, 0, 0],
  });
  expect(facts(await company("Zeder GmbH"), "owner", "roles")).toEqual(["Nuria Vega", ["client"]]);
  expect(facts(await deal("Racks"), "company", "person", "amount", "expected_close_on")).toEqual([
    "Zeder GmbH",
    "Jan Zeder",
    "4300.00 EUR",
    "2026-10-01",
  ]);
});

test("Pipedrive: several addresses in a cell, names for links, a status that overrules the stage", async () => {
  const files = await desk.uploadAll(
    "pipedrive-deals.csv",
    "pipedrive-people.csv",
    "pipedrive-organizations.csv",
  );
  expect(files.map(source)).toEqual([
    "pipedrive deals deal",
    "pipedrive persons person",
    "pipedrive organizations company",
  ]);
  expect(counted(await desk.runAll(files))).toEqual({
    organizations: [1, 0, 0, 0],
    persons: [2, 0, 0, 0],
    deals: [3, 0, 0, 0],
  });
  expect(await pointsOf((await person("mari@pilar.example"))?.id)).toEqual([
    "email mari@home.example Home false",
    "email mari@pilar.example Work true",
    "email tamm@pilar.example Work false",
    "phone +372 50000001 Mobile false",
    "phone +372 50000002 Mobile false",
    "phone +372 6000001 Work true",
  ]);
  const [won, lost, open] = [await deal("Diesel"), await deal("Petrol"), await deal("Gas")];
  expect(facts(won, "stage", "closed_on", "person")).toEqual(["Won", "2026-01-10", "Mari Tamm"]);
  expect(facts(lost, "stage", "lost_comment")).toEqual(["Lost", "Too dear"]);
  expect(facts(open, "stage", "pipeline", "person")).toEqual(["Proposal made", "Pipe", "Cher"]);
});

test("amoCRM: Russian headings of which one comes twice, its stages that are over, owners who are unknown here", async () => {
  const files = await desk.uploadAll("amocrm-deals.csv", "amocrm-contacts.csv");
  expect(files.map(source)).toEqual(["amocrm deals deal", "amocrm contacts person"]);
  const preview = await desk.ask<ImportPreview>("POST", `/api/imports/${files[0]?.id}/preview`);
  expect(preview.counts).toEqual({ created: 3, updated: 0, unchanged: 0, failed: 0 });
  expect(counted(await desk.runAll(files))).toEqual({ contacts: [2, 0, 0, 0], deals: [3, 0, 0, 0] });
  const kitchen = await deal("Кухня");
  expect(facts(kitchen, "stage", "person", "company", "closed_on", "description", "source")).toEqual([
    "Won",
    "Ольга Лебедева",
    "ООО Уют",
    "2025-12-05",
    "Первый звонок\nЖдёт замер",
    "website",
  ]);
  expect(await noteOn("deal", kitchen?.id)).toEqual([
    "From amoCRM",
    "Кем создана сделка: Робот",
    "Теги: кухня, срочно",
    "Рабочий телефон: +7 495 123-45-67",
    "Рабочий email: olga@uyut.example",
    "utm_source: yandex",
    "Источник: Выставка",
  ]);
  const cupboard = await deal("Шкаф");
  expect(facts(cupboard, "stage", "company", "owner")).toEqual(["Lost", "ИП Сомов", null]);
  expect(await noteOn("deal", cupboard?.id)).toContain("Ответственный: Кто-то Другой");
  expect(facts(await person("olga.l@mail.example"), "phone", "company")).toEqual([
    "+7 916 123-45-67",
    "ООО Уют",
  ]);
});

test("Bitrix24 in windows-1251: a lead of two rows is one, and what has no name of a person is called by its title", async () => {
  const inWindows = async (name: string) =>
    iconv.encode((await fixture(name)).toString("utf8"), "windows-1251");
  const deals = await desk.upload("DEAL.csv", await inWindows("bitrix24-DEAL.csv"));
  const rest = [];
  for (const name of ["bitrix24-LEAD.csv", "bitrix24-COMPANY.csv"])
    rest.push(await desk.upload(name, await inWindows(name), deals.session_id));
  const files = [deals, ...rest];
  expect(files.map(source)).toEqual([
    "bitrix24 deals deal",
    "bitrix24 leads person",
    "bitrix24 companies company",
  ]);
  expect(deals.layout).toEqual({ encoding: "windows-1251", delimiter: ";" });
  expect(counted(await desk.runAll(files))).toEqual({
    companies: [1, 0, 0, 0],
    leads: [2, 1, 0, 0],
    deals: [2, 0, 0, 0],
  });
  const maria = await person("m.orlova@mail.example");
  expect(facts(maria, "name", "company", "roles", "birth_date")).toEqual([
    "Мария Игоревна Орлова",
    "ООО Волга",
    ["lead"],
    "1984-03-09",
  ]);
  expect(maria?.["address"]).toMatchObject({ street: "ул. Мира, 7, кв. 12", city: "Казань", country: "RU" });
  expect(await pointsOf(maria?.id)).toEqual([
    "email m.orlova@mail.example Частный true",
    "phone +7 917 123-45-67 Мобильный true",
    "phone +7 917 123-45-68 Мобильный false",
    "telegram @orlova  false",
  ]);
  expect(await noteOn("party", maria?.id)).toEqual(
    expect.arrayContaining(["Товар: Доска", "Товар: Брус", "Мой вопрос: Когда?"]),
  );
  expect(facts((await desk.records('/api/people?filter=name is "Звонок"'))[0], "phone")).toEqual([
    "+7 843 123-45-67",
  ]);
  expect(facts(await deal("Доски"), "stage", "amount", "person")).toEqual([
    "Won",
    "90000.50 RUB",
    "Мария Игоревна Орлова",
  ]);
});

test("Google Contacts in both layouts: primary marks, several values in a cell, a birthday of no year, nobody's name", async () => {
  const [anew] = await desk.uploadAll("google-new.csv");
  const [old] = await desk.uploadAll("google-old.csv");
  expect([anew, old].map((one) => source(one as ImportDetails))).toEqual([
    "google contacts person",
    "google contacts person",
  ]);
  expect(counted(await desk.runAll([anew as ImportDetails]))).toEqual({ contacts: [2, 0, 0, 0] });
  expect(counted(await desk.runAll([old as ImportDetails]))).toEqual({ contacts: [1, 0, 0, 0] });
  const gita = await person("gita@ganga.example");
  expect(facts(gita, "name", "company", "job_title", "birth_date")).toEqual([
    "Gita Rao",
    "Ganga Tea",
    "Buyer",
    null,
  ]);
  expect(await pointsOf(gita?.id)).toEqual([
    "email gita@ganga.example Work true",
    "email gita@home.example Home false",
    "phone +44 20 7946 0001 Work false",
    "phone +44 7700 900777 Mobile true",
    "phone +44 7700 900778 Mobile false",
    "website https://ganga.example Profile false",
  ]);
  expect(await noteOn("party", gita?.id)).toEqual(
    expect.arrayContaining(["Birthday: --09-01", "Labels: * myContacts ::: Fair"]),
  );
  expect(facts(await person("lone@ganga.example"), "name")).toEqual(["lone@ganga.example"]);
  expect(facts(await person("gill@ganga.example"), "name", "gender", "birth_date", "company")).toEqual([
    "Old Gill",
    "male",
    "1970-02-03",
    "Ganga Tea",
  ]);
});

test("Outlook in three dialects, one of them in UTF-16: two streets are one, a home counts where there is no office", async () => {
  const inUtf16 = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    iconv.encode((await fixture("outlook-desktop.csv")).toString("utf8"), "utf-16le"),
  ]);
  const desktop = await desk.upload("contacts.csv", inUtf16);
  const [web] = await desk.uploadAll("outlook-web.csv");
  const [google] = await desk.uploadAll("outlook-google.csv");
  expect(desktop.layout.encoding).toBe("utf-16le");
  for (const [one, created] of [
    [desktop, 2],
    [web, 1],
    [google, 1],
  ] as const) {
    expect(source(one as ImportDetails)).toBe("outlook contacts person");
    expect(counted(await desk.runAll([one as ImportDetails]))).toEqual({ contacts: [created, 0, 0, 0] });
  }
  const olga = await person("olga@stern.example");
  expect(facts(olga, "name", "job_title", "company", "birth_date", "gender")).toEqual([
    "Olga Stern",
    "Director",
    "Stern Optik",
    "1971-05-06",
    null,
  ]);
  expect(olga?.["address"]).toMatchObject({ street: "Ring 1, Top 4", city: "Wien", country: "AT" });
  expect(await noteOn("party", olga?.id)).toEqual([
    "From Outlook",
    "Title: Dr.",
    "Department: Sales",
    "Categories: Clients",
    "Home Street: Gasse 9",
    "Home City: Graz",
  ]);
  expect((await person("emil@stern.example"))?.["address"]).toMatchObject({
    street: "Hofgasse 2",
    city: "Linz",
  });
  expect((await person("lind@stern.example"))?.["address"]).toMatchObject({ street: "Väg 3" });
});

test("another export may be chosen, or none", async () => {
  const [one] = await desk.uploadAll("zoho-Contacts_001.csv");
  const suggest = (body: object) =>
    desk.ask<ImportDetails>("POST", `/api/imports/${one?.id}/suggestion`, body);
  expect((await suggest({ source: null })).mapping?.source).toBeUndefined();
  expect(source(await suggest({ source: { system: "hubspot", entity: "contacts" } }))).toBe(
    "hubspot contacts person",
  );
  const { data } = await desk.ask<{ data: object[] }>("GET", "/api/import-layouts");
  expect(data).toContainEqual({ system: "zoho", title: "Zoho CRM", entity: "deals", object: "deal" });
  await expect(suggest({ source: { system: "nobody", entity: "contacts" } })).rejects.toThrow(
    "import_mapping_invalid",
  );
});

test("columns that have no place become fields of the type of their values, or stay out and are told", async () => {
  const text =
    "Record ID,First Name,Last Name,Email,Contact owner,Shoe size,Fan since,Likes,Newsletter,Code\n" +
    "9101,Fia,Berg,fia@fans.example,Nuria Vega,41.5,2019-04-05,Tea;Rum,yes,007\n" +
    "9102,Gus,Berg,gus@fans.example,Nuria Vega,44,2020-01-31,Tea,no,008\n" +
    "9103,Hal,Berg,hal@fans.example,Nuria Vega,43,,Rum;Tea,yes,009\n";
  const one = await desk.upload("fans.csv", Buffer.from(text));
  const rest = one.columns.filter(({ index }) => index > 4);
  expect(rest.map(({ kind }) => kind)).toEqual(["decimal", "date", "choices", "boolean", "text"]);
  const columns = rest.slice(0, 4).map(({ index }) => index);
  const anew = await desk.ask<ImportDetails>("POST", `/api/imports/${one.id}/fields`, { columns });
  const mapping = anew.mapping as Mapping;
  const placed = mapping.assignments.filter(({ column }) => column > 4);
  expect(placed.map(({ column, target }) => [column, target]).sort()).toEqual([
    [5, "x_shoe_size"],
    [6, "x_fan_since"],
    [7, "x_likes"],
    [8, "x_newsletter"],
    [9, "notes"],
  ]);
  const withoutCode = mapping.assignments.filter(({ column }) => column !== 9);
  await desk.ask("PUT", `/api/imports/${one.id}/mapping`, { ...mapping, assignments: withoutCode });
  const preview = await desk.ask<ImportPreview>("POST", `/api/imports/${one.id}/preview`);
  expect(preview.columns_left_out).toEqual([{ column: "Code", filled: 3 }]);
  expect(preview.counts).toEqual({ created: 3, updated: 0, unchanged: 0, failed: 0 });
  expect(counted(await desk.runAll([one]))).toEqual({ contacts: [3, 0, 0, 0] });
  const fia = await person("fia@fans.example");
  expect(facts(fia, "x_shoe_size", "x_fan_since", "x_likes", "x_newsletter")).toEqual([
    "41.5",
    "2019-04-05",
    ["rum", "tea"],
    true,
  ]);
  expect(await noteOn("party", fia?.id)).toEqual([]);
  const reader = await desk.as({ objects: everyRight.objects, permissions: ["imports:run"] });
  await expect(reader.ask("POST", `/api/imports/${one.id}/fields`, { columns })).rejects.toThrow(
    "not_allowed",
  );
});

const inLines = (...lines: string[]): Buffer => Buffer.from(`${lines.join("\r\n")}\r\n`);

test("HubSpot in Spanish: three files find their links, owners and stages", async () => {
  const files = await uploadedTogether({
    "negocios.csv": inLines(
      "ID de registro,Nombre del negocio,Etapa del negocio,Pipeline,Fecha de cierre,Valor,Propietario del negocio,Moneda,Empresa asociada,ID de empresas asociadas,Contacto asociado,ID de contactos asociados",
      "7501,Estanterías,Cierre ganado,Ventas ES,2026-01-15 10:00,1200.50,Nuria Vega,EUR,Aceros Peña,7001,Lucía Núñez,7101",
    ),
    "contactos.csv": inLines(
      "ID de registro,Nombre,Apellidos,Correo,Número de teléfono,Número de teléfono móvil,Propietario del contacto,Etapa del ciclo de vida,Empresa asociada,ID de empresas asociadas,Cargo,País/región",
      "7101,Lucía,Núñez,lucia@pena.example,+34 987 111 222,+34 600 333 444,Nuria Vega,Cliente,Aceros Peña,7001,Compras,España",
    ),
    "empresas.csv": inLines(
      "ID de registro,Nombre de la empresa,Nombre de dominio de la empresa,Propietario de la empresa,Número de empleados,Ciudad",
      "7001,Aceros Peña,pena.example,Nuria Vega,45,León",
    ),
  });
  expect(files.map(source)).toEqual([
    "hubspot deals deal",
    "hubspot contacts person",
    "hubspot companies company",
  ]);
  expect(counted(await desk.runAll(files))).toEqual({
    companies: [1, 0, 0, 0],
    contacts: [1, 0, 0, 0],
    deals: [1, 0, 0, 0],
  });
  const lucia = await person("lucia@pena.example");
  expect(facts(lucia, "name", "company", "owner", "roles", "job_title")).toEqual([
    "Lucía Núñez",
    "Aceros Peña",
    "Nuria Vega",
    ["client"],
    "Compras",
  ]);
  expect(await pointsOf(lucia?.id)).toContain("phone +34 600 333 444 Número de teléfono móvil false");
  expect(
    facts(await deal("Estanterías"), "stage", "company", "person", "closed_on", "amount", "owner"),
  ).toEqual(["Won", "Aceros Peña", "Lucía Núñez", "2026-01-15", "1200.50 EUR", "Nuria Vega"]);
});

test.each([
  ["Organización - Nombre,Organización - Dirección", "Aceros,Calle 1", "pipedrive organizations company"],
  [
    "Persona - ID,Persona - Nombre,Persona - Correo electrónico - Trabajo,Persona - Organización",
    "1,Ana,ana@a.example,Aceros",
    "pipedrive persons person",
  ],
  [
    "Trato - Título,Trato - Valor,Trato - Etapa,Trato - Estado",
    "Venta,100,Propuesta,Abierto",
    "pipedrive deals deal",
  ],
  [
    "ID,Nombre de la negociación,Etapa,Responsable,Ingreso,Origen,Fecha de cierre,Contacto,Contacto: ID",
    "1,Venta,Propuesta,Ana,100,Web,31/12/2026,Ana Gil,5",
    "bitrix24 deals deal",
  ],
  ["ID,Lead Name,First Name,Last Name,Stage,Responsible", "1,Call,Ana,Gil,New,Ana", "bitrix24 leads person"],
  [
    "Company Name,Company Type,Industry,Responsible",
    "Aceros,Client,Retail,Ana",
    "bitrix24 companies company",
  ],
  [
    "Title,Nombre,Segundo nombre,Apellidos,Organización,Puesto,Calle del trabajo,Ciudad de trabajo,Mobile Phone,E-mail Address,Birthday",
    "Sra.,Ana,,Gil,Aceros,Compras,Mayor 1,León,600,ana@a.example,3/12/1980",
    "outlook contacts person",
  ],
  [
    "Обръщение,Собствено име,Фамилно име,Фирма,Улица (сл. адрес),Улица 2 \u00a0(дом. адрес),Имейл адрес,Рожден ден",
    "Г-жа,Елена,Петрова,Витоша,Раковски 1,кв. 2,e@v.example,12.3.1980 г.",
    "outlook contacts person",
  ],
  [
    "Имя,Отчество,Фамилия,Организация,Улица (раб. адрес),Адрес эл. почты",
    "Елена,Ивановна,Петрова,Ромашка,Мира 1,e@r.example",
    "outlook contacts person",
  ],
  // Words that anybody uses are nobody's export.
  ["Nombre,Apellidos,Empresa,Responsable,Etapa", "Ana,Gil,Aceros,Eva,Nueva", "  person"],
  ["Company Name,Industry,Phone,Owner", "Aceros,Retail,600,Eva", "  company"],
])("%s is recognised for what it is", async (headings, row, expected) => {
  const one = await desk.upload("x.csv", inLines(headings, row));
  expect(source(one)).toBe(expected);
  const placed = new Set(one.mapping?.assignments.map(({ column }) => column));
  if (expected.startsWith("outlook")) expect(placed.size).toBeGreaterThanOrEqual(6);
});

async function uploadedTogether(texts: Readonly<Record<string, Buffer>>): Promise<ImportDetails[]> {
  const files: ImportDetails[] = [];
  for (const [name, bytes] of Object.entries(texts))
    files.push(await desk.upload(name, bytes, files[0]?.session_id));
  return files;
}
