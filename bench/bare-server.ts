/**
 * The measure of all things: Node's `http` and `pg` with prepared statements, nothing between. It answers what Rapport
 * answers by the same SQL; creating and changing are one plain statement that stores the same data. Started by `measure.ts`, which sends it `Work`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { newId } from "#kernel/id";
import type { Statement } from "./overhearing.ts";

export interface Work {
  readonly url: string;
  readonly connections: number;
  /** Whose the created people are. */
  readonly member: string;
  /** What `GET /7` runs stands in place 7. */
  readonly statements: readonly Statement[];
}

process.once("message", (work: Work) => start(work));
process.send?.("ready");

function start({ url, connections, member, statements }: Work): void {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const names = new Map<string, string>();
  for (const { text } of statements) names.set(text, names.get(text) ?? `s${names.size}`);

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { rows } = await pool.query(await queryFor(request));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(rows));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }

  async function queryFor(request: IncomingMessage): Promise<pg.QueryConfig> {
    const [, place = ""] = (request.url ?? "").split("/");
    if (request.method === "POST") return insertPerson(await bodyOf<NewPerson>(request), member);
    if (request.method === "PATCH") return updateDeal(place, await bodyOf<NextStep>(request), member);
    const { text, values } = statements[Number(place)] as Statement;
    return { name: names.get(text) ?? "", text, values: [...values] };
  }
}

interface NewPerson {
  readonly name: { readonly given: string; readonly family: string };
  readonly job_title: string;
  readonly email: string;
  readonly phone: string;
  readonly address: { readonly city: string };
}

function insertPerson(body: NewPerson, member: string): pg.QueryConfig {
  const { given, family } = body.name;
  return {
    name: "insert",
    text: `with person as (
        insert into parties (id, kind, name, given_name, family_name, job_title, email, phone, address_city, owner_id,
          created_by, updated_by)
        values ($1, 'person', $2, $3, $4, $5, $6, $7, $8, $9, $9, $9) returning *
      ), reached as (
        insert into contact_points (id, party_id, kind, value, normalised, main, created_by, updated_by)
        values ($10, $1, 'email', $6, $6, true, $9, $9), ($11, $1, 'phone', $7, $7, true, $9, $9)
      )
      select id, version, name, given_name, family_name, job_title, email, phone, address_city from person`,
    values: [
      newId(),
      `${given} ${family}`,
      given,
      family,
      body.job_title,
      body.email,
      body.phone,
      body.address.city,
      member,
      newId(),
      newId(),
    ],
  };
}

interface NextStep {
  readonly next_step: string;
}

function updateDeal(id: string, body: NextStep, member: string): pg.QueryConfig {
  return {
    name: "update",
    text: `update deals set next_step = $2, updated_at = now(), updated_by = $3, version = version + 1 where id = $1
      returning id, version, next_step`,
    values: [id, body.next_step, member],
  };
}

async function bodyOf<T>(request: IncomingMessage): Promise<T> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as T;
}
