import { sql } from "kysely";
import { createMany, type Draft, valueOf, type Work } from "#records";

type Kind = "person" | "company";

interface Unknown {
  readonly draft: Draft;
  readonly kind: Kind;
  /** By which they are looked for: without the name that an address stands in for. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Finds who a new lead is of whom only a name, an address or a number is told, by what tells that two are the same; who is
 * not there yet is made. The same who comes twice at once is one.
 */
export async function findParties(work: Work, drafts: readonly Draft[]): Promise<void> {
  await findAddressed(work, drafts.filter(isUnknown));
  const unknown = drafts.filter(isUnknown).flatMap(toldOf);
  for (const [kind, some] of Map.groupBy(unknown, (one) => one.kind)) {
    const different = [...Map.groupBy(some, sameness).values()];
    const firsts = different.map(([first]) => first as Unknown);
    const asked = firsts.map((one) => one.asked);
    const known = (await work.catalogue.object(kind).rules.resembling?.(work, asked, work.now)) ?? [];
    const missing = firsts.filter((_, index) => !known[index]);
    const made = await createMany(
      work,
      kind,
      missing.map(({ values }) => values),
    );
    const parties = firsts.map((one, index) => known[index] ?? made[missing.indexOf(one)]);
    for (const [index, group] of different.entries())
      for (const { draft } of group) draft.values["party"] = parties[index];
  }
}

function isUnknown({ before, values }: Draft): boolean {
  return before === null && !values["party"];
}

/** Where nothing but an address is told it says who it is: there is no name that could say otherwise. */
async function findAddressed(work: Work, drafts: readonly Draft[]): Promise<void> {
  const nameless = drafts.filter(
    ({ values }) => values["email"] && !(values["name"] || values["contact_name"] || values["company_name"]),
  );
  if (nameless.length === 0) return;
  const address = ({ values }: Draft) => String(values["email"]).toLowerCase();
  const known = await work.catalogue.object("party").rules.addressed?.(work, nameless.map(address));
  for (const draft of nameless) draft.values["party"] = known?.get(address(draft))?.id ?? null;
}

function toldOf(draft: Draft): Unknown[] {
  const told = (field: string) => valueOf(draft, field) as string | null;
  const reach = { email: told("email"), phone: told("phone") };
  const company = told("company_name");
  const person = told("contact_name") ?? (company && !reach.email && !reach.phone ? null : told("name"));
  const besides = { source: told("source"), owner: told("owner"), roles: ["lead"] };
  if (person || (!company && (reach.email || reach.phone))) {
    const asked = { ...reach, ...(person && { name: person }) };
    const name = person ?? reach.email ?? reach.phone;
    return [
      { draft, kind: "person", asked, values: { ...besides, ...asked, name, job_title: told("job_title") } },
    ];
  }
  if (!company) return [];
  const asked = { name: company, ...reach };
  return [{ draft, kind: "company", asked, values: { ...besides, ...asked } }];
}

// Whose address or number is the same is the same; of namesakes without either nobody knows.
function sameness({ draft, values }: Unknown): string {
  return String(values["email"] ?? values["phone"] ?? draft.id).toLowerCase();
}

/** A lead without a name is called as its party. */
export async function nameByParty(work: Work, drafts: readonly Draft[]): Promise<void> {
  const nameless = drafts.filter((draft) => !valueOf(draft, "name") && valueOf(draft, "party"));
  if (nameless.length === 0) return;
  const ids = nameless.map((draft) => valueOf(draft, "party"));
  const { rows } = await sql<{ id: string; name: string }>`
    select id, left(name, 300) as name from parties where id = any(${ids}::uuid[])`.execute(work.db);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  for (const draft of nameless) draft.values["name"] = names.get(String(valueOf(draft, "party")));
}
