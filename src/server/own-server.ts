import pg from "pg";
import { StartError } from "./start-error.ts";

const oldest = 15;

/** Makes sure that the server that DATABASE_URL names is there, lets us in and is not too old. Throws `StartError`. */
export async function assertServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string }>(
      "select current_setting('server_version') as version, current_setting('server_encoding') as encoding",
    );
    const { version = "", encoding = "" } = rows[0] ?? {};
    if (Number.parseInt(version, 10) < oldest)
      throw new StartError(
        `The server that DATABASE_URL names is PostgreSQL ${version}. Rapport needs ${oldest} or newer.`,
      );
    // In another, letters get lost, or are no letters: nothing would be found that is not written in English.
    if (encoding !== "UTF8")
      throw new StartError(
        `The database that DATABASE_URL names has the encoding ${encoding}. Rapport needs UTF8: create database … encoding 'UTF8' template template0.`,
      );
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError(sentenceFor(cause as { code?: string; message: string }, new URL(url)), { cause });
  } finally {
    await client.end().catch(() => {});
  }
}

function sentenceFor({ code = "", message }: { code?: string; message: string }, url: URL): string {
  const place = `${url.hostname}:${url.port || 5432}`;
  if (code === "ECONNREFUSED") return `No PostgreSQL server answers at ${place}, which DATABASE_URL names.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `There is no host ${url.hostname}, which DATABASE_URL names.`;
  if (code.startsWith("28"))
    return `The PostgreSQL server at ${place} does not let in the user and password of DATABASE_URL: ${message}.`;
  if (code === "3D000")
    return `The PostgreSQL server at ${place} has no database ${url.pathname.slice(1)}, which DATABASE_URL names.`;
  return `The PostgreSQL server at ${place}, which DATABASE_URL names, cannot be used: ${message}.`;
}
