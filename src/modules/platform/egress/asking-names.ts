import { Resolver } from "node:dns/promises";

/** Answers the records of a name, as `resolve` of `node:dns` does. */
export type AskNames = (name: string, type: string) => Promise<unknown>;

const names = new Resolver({ timeout: 2000, tries: 2 });

/** Asks the name servers of this machine for what stands at a name that others give; no connection is opened to it. */
export const askNames: AskNames = (name, type) => names.resolve(name, type);
