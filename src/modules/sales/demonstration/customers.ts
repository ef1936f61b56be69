import { createMany, updateMany } from "#records";
import { latinName } from "./latin-name.ts";
import type { Scene } from "./scene.ts";
import type { Staff } from "./staff.ts";

export interface DemoCompany {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly people: readonly string[];
}

export interface Customers {
  /** Those one sells to. */
  readonly companies: readonly DemoCompany[];
  readonly competitors: readonly string[];
  readonly count: { readonly companies: number; readonly people: number };
}

const sources = ["website", "referral", "event", "cold_call", "social_network", "partner", "advertising"];

/** Sixty companies with their people; the last few are not customers but competitors, a supplier, a partner. */
export async function makeCustomers(scene: Scene, staff: Staff): Promise<Customers> {
  const { words, work } = scene;
  const named = Object.entries(words.companies).flatMap(([industry, names]) =>
    names.map((name) => ({ name, industry })),
  );
  const owners = named.map((_, index) => staff.sellers[index % staff.sellers.length] ?? null);
  const rows = named.map((company, index) => ({
    ...companyValues(scene, company, index),
    owner: owners[index] ?? null,
    roles: rolesOf(index, named.length),
  }));
  const ids = await createMany(work, "company", rows, { governed: true });
  await updateMany(
    work,
    "company",
    [1, 13, 31, 49].map((child) => ({ id: ids[child] ?? "", values: { parent: ids[child - 1] } })),
  );
  const people = await makePeople(scene, named, { ids, owners });
  const companies = named.map(({ name }, index) => ({
    id: ids[index] ?? "",
    name,
    owner: owners[index] ?? null,
    people: people.byCompany[index] ?? [],
  }));
  return {
    companies: companies.slice(0, -others),
    competitors: ids.slice(-others, -2),
    count: { companies: ids.length, people: people.count },
  };
}

const others = 5;

function rolesOf(index: number, count: number): string[] {
  if (index === count - 1) return ["partner"];
  if (index === count - 2) return ["supplier"];
  if (index >= count - others) return ["competitor"];
  return index % 3 === 2 ? ["lead"] : ["client"];
}

function companyValues(scene: Scene, { name, industry }: { name: string; industry: string }, index: number) {
  const { words, chance, moment, money } = scene;
  const domain = `${latinName(name)}.example`;
  const employees = chance.one([8, 14, 25, 40, 65, 110, 180, 320, 750]);
  const [city, region, postal_code] = chance.one(words.cities);
  return {
    name,
    industry,
    email: `office@${domain}`,
    phone: phoneNumber(words.phone, index),
    website: `https://www.${domain}`,
    address: {
      street: `${chance.one(words.streets)} ${chance.between(1, 120)}`,
      city,
      region,
      postal_code,
      country: words.country,
    },
    employees,
    revenue: money(employees * chance.between(40, 130) * 1000),
    founded: chance.between(1952, 2021),
    language: scene.locale,
    source: chance.one(sources),
    created_at: moment(chance.between(200, 365)),
  };
}

interface Placed {
  readonly ids: readonly string[];
  readonly owners: readonly (string | null)[];
}

async function makePeople(scene: Scene, named: readonly { name: string }[], { ids, owners }: Placed) {
  const { work, words, chance, moment } = scene;
  const used = new Set<string>();
  const rows = Array.from({ length: 180 }, (_, index) => {
    const at = index % named.length;
    const woman = chance.happens(50);
    const name = {
      given: chance.one(woman ? words.women : words.men),
      family: chance.one(woman ? words.familiesOfWomen : words.familiesOfMen),
    };
    return {
      name,
      gender: woman ? "female" : "male",
      company: ids[at],
      job_title: words.jobTitles[(index + Math.floor(index / named.length) * 3) % words.jobTitles.length],
      email: addressOf(name, named[at]?.name ?? "", used),
      phone: phoneNumber(words.phone, index + 100),
      language: scene.locale,
      owner: owners[at] ?? null,
      source: chance.one(sources),
      birth_date: chance.happens(40)
        ? `${chance.between(1962, 1999)}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`
        : null,
      created_at: moment(chance.between(100, 360)),
    };
  });
  const people = await createMany(work, "person", rows, { governed: true });
  await askForConsents(scene, people);
  const byCompany = named.map((_, at) => people.filter((__, index) => index % named.length === at));
  return { byCompany, count: people.length };
}

async function askForConsents({ work, words, chance }: Scene, people: readonly string[]): Promise<void> {
  const rows = people
    .filter((_, index) => index % 3 !== 2)
    .flatMap((party) => [
      {
        party,
        purpose: "marketing",
        channel: "email",
        given: chance.happens(85),
        basis: "consent",
        source: words.consentSource,
      },
      ...(chance.happens(30)
        ? [
            {
              party,
              purpose: "service",
              channel: "phone",
              given: true,
              basis: "contract",
              source: words.consentSource,
            },
          ]
        : []),
    ]);
  await createMany(work, "consent", rows);
}

function addressOf(
  { given, family }: { given: string; family: string },
  company: string,
  used: Set<string>,
): string {
  const stem = `${latinName(given)}.${latinName(family.split(" ")[0] ?? family)}`;
  const domain = `${latinName(company)}.example`;
  let address = `${stem}@${domain}`;
  for (let number = 2; used.has(address); number++) address = `${stem}${number}@${domain}`;
  used.add(address);
  return address;
}

// The hashes are the digits of `index`, the last digit last.
function phoneNumber(pattern: string, index: number): string {
  const digits = String(index).padStart(pattern.split("#").length - 1, "0");
  let at = 0;
  return pattern.replace(/#/g, () => digits[at++] ?? "0");
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
