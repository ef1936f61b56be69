import { Command } from "commander";
import type { Runtime } from "#records";
import { loadDemonstration } from "#sales";
import { type FirstOrganisation, setUpWhereNone } from "./set-up.ts";
import { withProduct } from "./with-product.ts";

export function demoCommand(): Command {
  return new Command("demo")
    .description("load the demonstration company into an empty Rapport, and print how to sign in")
    .action(() => withProduct(({ runtime }) => loadDemo(runtime)));
}

const demonstration: FirstOrganisation = {
  organisation: {
    name: "Demonstration",
    locale: "en",
    country: "BG",
    currency: "EUR",
    timeZone: "Europe/Sofia",
  },
  owner: { name: "Elena Petrova", email: "owner@example.com" },
};

/** Sets up an organisation where there is none, and fills it with the demonstration company where nothing is in it. */
export async function loadDemo(runtime: Runtime): Promise<void> {
  await setUpWhereNone(runtime, () => demonstration, process.stdout);
  const companies = await runtime.database.selectFrom("parties").select("id").limit(1).execute();
  if (companies.length > 0) {
    process.stdout.write("There are customers already; the demonstration company was not added to them.\n");
    return;
  }
  const loaded = await loadDemonstration(runtime);
  process.stdout.write(
    `Demonstration loaded: ${loaded.companies} companies, ${loaded.people} people, ${loaded.deals} deals.\n`,
  );
}
