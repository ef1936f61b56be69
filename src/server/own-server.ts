import pg from "pg";
import { StartError } from "./start-error.ts";

const oldest = 15;

/** Makes sure that the server that DATABASE_URL names is there, lets us in and is not too old. Throws `StartError`. */
export async function assertServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>("show server_version");
    const version = rows[0]?.server_version ?? "";
    if (Number.parseInt(version, 10) >= oldest) return;
    throw new StartError(
      `The server that DATABASE_URL names is PostgreSQL ${version}. Rapport needs ${oldest} or newer.`,
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
