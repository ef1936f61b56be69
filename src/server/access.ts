import type { Actor, Database } from "#records";

/** What this process remembers of those who come in, until the access of anybody changes. */
export interface Access {
  /** The actor known under `key`, else the one that `find` finds; whoever is not found is looked for each time. */
  recall(key: string, find: () => Promise<Actor | null>): Promise<Actor | null>;
  /** Something was written here: whether access has changed is looked at before anybody is trusted again. */
  recheck(): void;
}

/** How long this process goes by what it last saw of the version: a change in another process holds here after it. */
const trustedFor = 500;
/** A session that runs out changes no version. */
const rememberedFor = 10_000;
const mostActors = 10_000;

interface Known {
  readonly version: string;
  readonly until: number;
  readonly actor: Promise<Actor | null>;
}

export function rememberAccess(database: Database): Access {
  const versionNow = watchVersion(database);
  const known = new Map<string, Known>();
  return {
    async recall(key, find) {
      // Read before the actor is looked for: what changes in between makes it void with the next look.
      const version = await versionNow();
      const found = known.get(key);
      if (found?.version === version && found.until > performance.now()) return found.actor;
      const actor = find();
      known.delete(key);
      known.set(key, { version, until: performance.now() + rememberedFor, actor });
      if (known.size > mostActors) known.delete(known.keys().next().value ?? "");
      const drop = () => void (known.get(key)?.actor === actor && known.delete(key));
      actor.then((one) => one ?? drop(), drop);
      return actor;
    },
    recheck: versionNow.recheck,
  };
}

interface WatchedVersion {
  (): Promise<string>;
  recheck(): void;
}

function watchVersion(database: Database): WatchedVersion {
  let version = "";
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<string> | undefined;
  // What was looked at before a recheck may be what was before the change.
  let turn = 0;
  const look = async (): Promise<string> => {
    const mine = turn;
    const began = performance.now();
    try {
      const read = await accessVersion(database);
      if (mine === turn) [version, lookedAt] = [read, began];
      return read;
    } finally {
      if (mine === turn) looking = undefined;
    }
  };
  const versionNow = async (): Promise<string> => {
    if (performance.now() - lookedAt < trustedFor) return version;
    looking ??= look();
    return looking;
  };
  const recheck = (): void => {
    turn++;
    lookedAt = Number.NEGATIVE_INFINITY;
    looking = undefined;
  };
  return Object.assign(versionNow, { recheck });
}

/** How often access has changed so far: whoever remembers rights compares it with what it was then. */
export async function accessVersion(database: Database): Promise<string> {
  const { version } = await database.selectFrom("access_version").select("version").executeTakeFirstOrThrow();
  return version;
}
