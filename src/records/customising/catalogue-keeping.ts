import type { Catalogue } from "../catalogue.ts";
import type { Database } from "../work.ts";
import { customisedCatalogue } from "./customised.ts";
import { readCustomisation, readVersion } from "./stored-definitions.ts";

/** The catalogue of this process as administrators change it, here or in another process. */
export interface KeptCatalogue {
  readonly current: Catalogue;
  /** Makes sure that it is no older than a second. */
  freshen(): Promise<void>;
  /** Looks at once; answers whether something had changed. */
  reload(): Promise<boolean>;
}

/** How long a process trusts what it knows: a change in another process is known everywhere after this. */
const trustedFor = 1000;

/** Keeps the catalogue that `standard` and the rows of `database` make. */
export function keepCatalogue(database: Database, standard: Catalogue): KeptCatalogue {
  let current = standard;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<boolean> | undefined;
  const look = async (): Promise<boolean> => {
    const began = performance.now();
    const changed = (await readVersion(database)) !== current.version;
    if (changed) current = customisedCatalogue(standard.declared, await readCustomisation(database));
    lookedAt = began;
    return changed;
  };
  const reload = async (): Promise<boolean> => {
    // Who asks now wants what is true now: a look that is under way may have begun too early.
    await looking?.catch(() => {});
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  return {
    get current() {
      return current;
    },
    async freshen() {
      if (performance.now() - lookedAt > trustedFor) await (looking ?? reload());
    },
    reload,
  };
}
