import { sql } from "kysely";
import { openEgress } from "#platform";
import type { Runtime } from "#records";
import { type ProviderAccount, providerAccountIn } from "../line.ts";

/** A line whose calls come by the edge. */
export interface EdgeLine {
  readonly id: string;
  /** Its own number. */
  readonly number: string | null;
  /** From where its calls come, and to where they go: `192.0.2.7:5060`. The first is called. */
  readonly peers: readonly { readonly address: string; readonly port: number }[];
  /** As whom it registers at the first of them; null where the provider knows it by its address. */
  readonly account: ProviderAccount | null;
}

const usualPort = 5060;
/** Milliseconds for which what a name led to is taken for true. */
const rememberedFor = 60_000;

export async function isEdgeWanted({ database }: Pick<Runtime, "database">): Promise<boolean> {
  const { rows } = await edgeAccounts(database);
  return rows.length > 0;
}

interface EdgeAccount {
  readonly id: string;
  readonly number: string | null;
  readonly peers: readonly string[];
  readonly settings: object;
  readonly sealed: Buffer | null;
}

function edgeAccounts(database: Runtime["database"]) {
  return sql<EdgeAccount>`
    select a.id, a.address as number, coalesce(c.settings -> 'peers', '[]') as peers, c.settings, c.sealed
    from channel_connections c join channel_accounts a on a.id = c.account_id
    where a.kind = 'telephone' and a.active and a.archived_at is null and c.settings -> 'softphone' = 'true'
    order by a.id limit 100`.execute(database);
}

/** Reads the lines of the edge again and again; a peer that may not be reached from here is none. */
export function edgeLines(runtime: Runtime): () => Promise<EdgeLine[]> {
  const known = new Map<string, { readonly at: number; readonly addresses: readonly string[] }>();
  const addressesOf = async (host: string, port: number): Promise<readonly string[]> => {
    const key = `${host} ${port}`;
    const before = known.get(key);
    if (before && Date.now() - before.at < rememberedFor) return before.addresses;
    const addresses = await openEgress(runtime.settings)
      .addresses({ host, port, usual: usualPort })
      .catch(() => []);
    const ordered = inOrder(before?.addresses ?? [], addresses);
    known.set(key, { at: Date.now(), addresses: ordered });
    return ordered;
  };
  return async () => {
    const { rows } = await edgeAccounts(runtime.database);
    return Promise.all(
      rows.map(async ({ id, number, peers, ...stored }) => {
        const led = peers
          .map(hostAndPort)
          .map(async ({ host, port }) =>
            (await addressesOf(host, port)).filter(isIPv4).map((address) => ({ address, port })),
          );
        const account = providerAccountIn(runtime.settings, id, stored);
        return { id, number, peers: (await Promise.all(led)).flat(), account };
      }),
    );
  };
}

/** Name servers turn them round; the one that was called stays the first as long as it is among them. */
export function inOrder(before: readonly string[], now: readonly string[]): string[] {
  return [...new Set([...before.filter((address) => now.includes(address)), ...now])];
}

const isIPv4 = (address: string): boolean => /^[\d.]+$/.test(address);

export function hostAndPort(peer: string): { readonly host: string; readonly port: number } {
  const [host = "", port] = peer.split(":");
  return { host, port: Number(port) || usualPort };
}
