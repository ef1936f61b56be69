import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { createMany } from "#records";
import type { Office } from "../../../../test/office.ts";

const folder = new URL("../../../../../shared/data/sales/", import.meta.url).pathname;
/** Whether the real sales files lie beside the project. */
export const realDealsAreThere = existsSync(folder);

/** A line of the pipeline of a real company, as it stands in its file. */
export interface RealDeal {
  readonly opportunity_id: string;
  readonly sales_agent: string;
  readonly product: string;
  readonly account: string;
  readonly deal_stage: string;
  readonly engage_date: string;
  readonly close_date: string;
  readonly close_value: string;
}

function read<T>(name: string): readonly T[] {
  return parse(readFileSync(`${folder}${name}`), { columns: true, bom: true }) as T[];
}

/** Brings the 8,800 deals of the file in through the engine, with their sellers in teams, and answers the file's own lines. */
export async function bringRealDeals(office: Office): Promise<readonly RealDeal[]> {
  const lines = read<RealDeal>("sales_pipeline.csv");
  const sellers = read<{ sales_agent: string; regional_office: string }>("sales_teams.csv");
  await office.runtime.runAsSystem(async (work) => {
    const make = async (
      object: string,
      names: readonly string[],
      values: (name: string) => object = () => ({}),
    ) => {
      const ids = await createMany(
        work,
        object,
        names.map((name) => ({ name, ...values(name) })),
      );
      return new Map(names.map((name, at) => [name, ids[at]]));
    };
    const distinct = (names: readonly string[]) => [...new Set(names)].filter(Boolean);
    const teams = await make("team", distinct(sellers.map((one) => one.regional_office)));
    const users = await make("user", distinct(sellers.map((one) => one.sales_agent)), (name) => ({
      team: teams.get(sellers.find((one) => one.sales_agent === name)?.regional_office ?? ""),
    }));
    const companies = await make("company", distinct(lines.map((one) => one.account)));
    const products = await make("product", distinct(lines.map((one) => one.product)));
    const stage = (name: string) =>
      office.stages[
        { Won: "Won", Lost: "Lost", Engaging: "Qualified", Prospecting: "First contact" }[name] ?? ""
      ];
    const deals = await createMany(
      { ...work, source: "import" },
      "deal",
      lines.map((line) => ({
        name: line.opportunity_id,
        number: line.opportunity_id,
        owner: users.get(line.sales_agent),
        company: companies.get(line.account) ?? null,
        stage: stage(line.deal_stage),
        opened_on: line.engage_date || null,
        closed_on: line.close_date || null,
        amount: line.close_value ? { amount: line.close_value, currency: "EUR" } : null,
      })),
    );
    await createMany(
      work,
      "deal_product",
      lines.map((line, at) => ({
        deal: deals[at],
        product: products.get(line.product),
        price: { amount: line.close_value || "1", currency: "EUR" },
      })),
    );
  });
  // As an import does when it is through.
  await office.rows("analyze");
  return lines;
}
