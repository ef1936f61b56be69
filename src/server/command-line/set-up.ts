import { randomBytes } from "node:crypto";
import type { Writable } from "node:stream";
import { AppError } from "#kernel/error";
import { isSetUp, setUpOrganisation } from "#platform";
import type { Organisation } from "#platform/contract";
import type { Runtime } from "#records";
import { makeStandardPipeline } from "#sales";
import type { Product } from "../product.ts";
import { withProduct } from "./with-product.ts";

export interface FirstOrganisation {
  readonly organisation: Organisation;
  readonly owner: { readonly name: string; readonly email: string };
}

/** Runs a command that needs an organisation; where nobody has set one up, it is set up with what the machine tells. */
export function withOrganisation<T>(run: (product: Product) => Promise<T>): Promise<T> {
  return withProduct(async (product) => {
    await setUpWhereNone(product.runtime, ofThisMachine, process.stderr);
    return await run(product);
  });
}

/** Sets an organisation up where there is none, its pipeline with it, and tells `out` how its owner signs in. */
export async function setUpWhereNone(
  runtime: Runtime,
  first: () => FirstOrganisation,
  out: Writable,
): Promise<void> {
  if (await isSetUp(runtime.database)) return;
  const { organisation, owner } = first();
  const password = randomBytes(9).toString("base64url");
  try {
    await runtime.runAsSystem(async (work) => {
      await setUpOrganisation(work, { organisation, owner: { ...owner, password } });
      // A command runs no subscriptions, and what follows may need the pipeline at once.
      await makeStandardPipeline(work);
    });
  } catch (error) {
    // Another has just done it, with an owner of their own.
    if (error instanceof AppError && error.code === "setup_done") return;
    throw error;
  }
  out.write(`Sign in as ${owner.email} with the password ${password}\n`);
}

function ofThisMachine(): FirstOrganisation {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  return {
    organisation: {
      name: "My company",
      locale: "en",
      country: countryOf(process.env["LC_ALL"] || process.env["LANG"], timeZone),
      currency: "EUR",
      timeZone,
    },
    owner: { name: "Owner", email: "owner@my-company.example" },
  };
}

/** As the time zone says, for a machine's language is often English wherever it stands; else as the language says. */
export function countryOf(language: string | undefined, timeZone: string): string {
  return countryOfZone(timeZone) ?? /^[a-z]{2,3}_([A-Z]{2})\b/.exec(language ?? "")?.[1] ?? "BG";
}

function countryOfZone(timeZone: string): string | undefined {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => `und-${first}${second}`));
  for (const code of codes) {
    // Names the country of today where the code is one of old.
    const country = new Intl.Locale(code);
    if (country.getTimeZones?.()?.includes(timeZone)) return country.region;
  }
  return undefined;
}
