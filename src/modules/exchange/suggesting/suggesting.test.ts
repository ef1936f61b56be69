import { expect, test } from "vitest";
import { buildCatalogue } from "#records";
import { catalogue as sold } from "../../catalogue/index.ts";
import * as customers from "../../customers/contract/objects.ts";
import * as platform from "../../platform/contract/objects.ts";
import * as sales from "../../sales/contract/objects.ts";
import type { ColumnSurvey } from "../contract/imports.ts";
import { titlesOf } from "../imports/titles.ts";
import { suggestMapping } from "./mapping.ts";
import { orderFiles, suggestObjects } from "./objects.ts";

const catalogue = buildCatalogue([
  ...Object.values(platform),
  ...Object.values(customers),
  ...sold.objects,
  ...Object.values(sales),
]);
const find = (name: string) => catalogue.objects.get(name);

function suggested(name: string, columns: Record<string, string[]>) {
  const surveys = Object.entries(columns).map(
    ([heading, values], index): ColumnSurvey => ({
      index,
      name: heading,
      filled: values.length,
      samples: values,
      distinct: values.map((value) => ({ value, count: 1 })),
      complete: true,
    }),
  );
  const [best] = suggestObjects(
    { name, columns: surveys },
    [...catalogue.objects.values()],
    find,
    titlesOf(catalogue),
  );
  if (!best) throw new Error("nothing suggested");
  const mapping = suggestMapping(catalogue.object(best.object), surveys, best.columns, find);
  const places = mapping.assignments.map((one) => [surveys[one.column]?.name, one.target]);
  return { object: best.object, key: mapping.keys[0] ?? null, places, mapping };
}

test("a list of accounts is about companies", () => {
  const { object, key, places } = suggested("accounts.csv", {
    account: ["Acme Corporation", "Betatech"],
    sector: ["technolgy", "medical"],
    year_established: ["1996", "1986"],
    revenue: ["1100.04", "647.18"],
    employees: ["2822", "1185"],
    office_location: ["United States", "Kenya"],
    subsidiary_of: ["Acme Corporation"],
  });
  expect(object).toBe("company");
  expect(key).toBe("name");
  expect(places).toEqual([
    ["account", "name"],
    ["sector", "industry"],
    ["year_established", "founded"],
    ["revenue", "revenue"],
    ["employees", "employees"],
    ["office_location", "address.country"],
    ["subsidiary_of", "parent"],
  ]);
});

test("a list of sellers with managers and offices is about users in teams", () => {
  const { object, places } = suggested("sales_teams.csv", {
    sales_agent: ["Anna Snelling", "Zane Levy"],
    manager: ["Dustin Brinkmann"],
    regional_office: ["Central", "East"],
  });
  expect(object).toBe("user");
  expect(places).toEqual([
    ["sales_agent", "name"],
    ["manager", "manager"],
    ["regional_office", "team"],
  ]);
});

test.each<Record<string, string[]>>([
  { Name: ["Anna Snelling"], Email: ["anna@example.com"] },
  { Nombre: ["Ana Gil"], Correo: ["ana@example.com"], Teléfono: ["+34 600 111 222"] },
  { Име: ["Елена Петрова"], Имейл: ["elena@example.com"], Длъжност: ["Управител"] },
  { ФИО: ["Елена Петрова"], Почта: ["elena@example.com"] },
])("a list of names and addresses is about people, not about users of ours: %o", (columns) => {
  const { object, places } = suggested("x.csv", columns);
  expect(object).toBe("person");
  expect(places.length).toBe(Object.keys(columns).length);
});

test("whom Spaniards and Bulgarians call a seller is an owner", () => {
  const columns = (heading: string) => ({ Oportunidad: ["Venta"], Importe: ["12"], [heading]: ["Ana Gil"] });
  for (const heading of ["Comercial", "Asignado a", "Gestor", "Търговец", "Търговски представител"])
    expect(suggested("x.csv", columns(heading)).places).toContainEqual([heading, "owner"]);
});

test("days that a spreadsheet counted are days under a heading that says so, and a nested city is no street", () => {
  const { places } = suggested("x.json", {
    nombre: ["Ana Gil"],
    "direccion.calle": ["Mayor 1"],
    "direccion.ciudad": ["León"],
    "Fecha de nacimiento": ["29292", "31000"],
  });
  expect(places).toEqual([
    ["nombre", "name"],
    ["direccion.calle", "address.street"],
    ["direccion.ciudad", "address.city"],
    ["Fecha de nacimiento", "birth_date"],
  ]);
});

test("a price list is about products", () => {
  const { object, places } = suggested("products.csv", {
    product: ["GTX Basic"],
    series: ["GTX"],
    sales_price: ["550"],
  });
  expect(object).toBe("product");
  expect(places).toEqual([
    ["product", "name"],
    ["series", "category"],
    ["sales_price", "price"],
  ]);
});

test("a list of opportunities is about deals, its product a line with the amount", () => {
  const { object, key, places } = suggested("sales_pipeline.csv", {
    opportunity_id: ["1C1I7A6R"],
    sales_agent: ["Moses Frase"],
    product: ["GTX Plus Basic"],
    account: ["Cancity"],
    deal_stage: ["Won"],
    engage_date: ["2016-10-20"],
    close_date: ["2017-03-01"],
    close_value: ["1054"],
  });
  expect(object).toBe("deal");
  expect(key).toBe("number");
  expect(places).toEqual([
    ["opportunity_id", "number"],
    ["sales_agent", "owner"],
    ["product", "products.product"],
    ["account", "company"],
    ["deal_stage", "stage"],
    ["engage_date", "opened_on"],
    ["close_date", "closing_date"],
    ["close_value", "amount"],
    ["close_value", "products.price"],
  ]);
});

test.each([
  [
    "es",
    {
      Nombre: ["Elena"],
      Apellidos: ["Petrova"],
      "Correo electrónico": ["e@example.com"],
      Teléfono: ["+34 600 000 000"],
      Empresa: ["Acme"],
      Ciudad: ["Madrid"],
    },
  ],
  [
    "ru",
    {
      Имя: ["Елена"],
      Фамилия: ["Петрова"],
      "Эл. почта": ["e@example.com"],
      Телефон: ["+7 900 000 00 00"],
      Компания: ["Акме"],
      Город: ["Москва"],
    },
  ],
  [
    "bg",
    {
      "Собствено име": ["Елена"],
      Фамилия: ["Петрова"],
      Имейл: ["e@example.com"],
      Телефон: ["+359 88 000 0000"],
      Фирма: ["Акме"],
      Град: ["София"],
    },
  ],
])("a list of people is recognised in %s", (_locale, columns) => {
  const { object, places } = suggested("export.csv", columns);
  expect(object).toBe("person");
  expect(places.map((place) => place[1])).toEqual([
    "name.given",
    "name.family",
    "email",
    "phone",
    "company",
    "address.city",
  ]);
});

test("values tell where a column goes when its heading does not", () => {
  const { places } = suggested("contacts.csv", {
    "Full name": ["Elena Petrova"],
    K7: ["e@example.com", "f@example.com"],
    Reach: ["+359 88 123 4567"],
  });
  expect(places).toEqual([
    ["Full name", "name"],
    ["K7", "email"],
    ["Reach", "phone"],
  ]);
});

test("a heading over the wrong values is passed over", () => {
  const { places } = suggested("contacts.csv", { Name: ["Elena Petrova"], "Birth date": ["unknown", "n/a"] });
  expect(places).toEqual([["Name", "name"]]);
});

test("amounts in millions are recognised by the heading", () => {
  const { mapping } = suggested("companies.csv", {
    Company: ["Acme"],
    "Revenue (in millions)": ["1,5"],
    Country: ["Spain"],
  });
  expect(mapping.assignments[1]).toEqual({ column: 1, target: "revenue", decimal: ",", multiply: "1000000" });
});

test("files are ordered so that what is pointed to comes first", () => {
  const file = (object: string, ...suggestedObjects: string[]) => ({ object, suggested: suggestedObjects });
  const ordered = orderFiles([
    file("deal", "company", "product", "user"),
    file("person", "company"),
    file("user", "team"),
    file("company"),
    file("product"),
  ]);
  expect(ordered.map((one) => one.object)).toEqual(["user", "company", "person", "product", "deal"]);
});
