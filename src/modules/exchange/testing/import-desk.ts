import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { ImportDetails } from "#exchange/contract";
import type { RoleGrants } from "#records/contract";
import { everyRight } from "../../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { modules } from "../../../server/modules.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Shown = Record<string, unknown> & { readonly id: string };

/** An organisation whose files are imported through the front door, as its screens do. */
export interface ImportDesk {
  readonly door: FrontDoor;
  /** Asks with every right; throws what the answer says where it is a refusal. */
  ask<T>(method: Method, url: string, payload?: object): Promise<T>;
  upload(name: string, bytes: Buffer, session?: string): Promise<ImportDetails>;
  /** Uploads fixtures of `testing/exports` as one session, in this order. */
  uploadAll(...names: string[]): Promise<ImportDetails[]>;
  /** Runs all files of a session; answers them by what they are about over there. */
  runAll(files: readonly ImportDetails[]): Promise<Record<string, ImportDetails>>;
  /** Takes an import back. */
  undo(one: ImportDetails | undefined): Promise<void>;
  records(path: string): Promise<Shown[]>;
  /** The same desk for somebody of other rights. */
  as(rights: RoleGrants): Promise<ImportDesk>;
}

const fixtures = new URL("./exports/", import.meta.url);

export const fixture = (name: string): Promise<Buffer> => readFile(new URL(name, fixtures));

export async function openImportDesk(): Promise<ImportDesk> {
  const door = await openFrontDoor();
  const dataFolder = await mkdtemp(join(tmpdir(), "rapport-imports-"));
  afterAll(() => rm(dataFolder, { recursive: true, force: true }));
  Object.assign(door.runtime.settings, { dataFolder });
  return deskOf(door, everyRight);
}

async function deskOf(door: FrontDoor, rights: RoleGrants): Promise<ImportDesk> {
  const key = await door.key(rights);
  const jobs = modules.find(({ name }) => name === "exchange")?.jobs ?? {};

  async function ask<T>(method: Method, url: string, payload?: object): Promise<T> {
    const isRaw = Buffer.isBuffer(payload);
    const headers = { ...key, ...(isRaw && { "content-type": "application/octet-stream" }) };
    const answer = await door.ask({ method, url, headers, ...(payload && { payload }) });
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.payload}`);
    const isJson = String(answer.headers["content-type"]).includes("json");
    return (isJson ? answer.json() : answer.payload) as T;
  }

  const upload = (name: string, bytes: Buffer, session?: string): Promise<ImportDetails> =>
    ask(
      "POST",
      `/api/imports?name=${encodeURIComponent(name)}${session ? `&session=${session}` : ""}`,
      bytes,
    );

  return {
    door,
    ask,
    upload,
    async uploadAll(...names) {
      const files: ImportDetails[] = [];
      for (const name of names) files.push(await upload(name, await fixture(name), files[0]?.session_id));
      return files;
    },
    async runAll([first]) {
      const session = first?.session_id ?? "";
      await ask("POST", `/api/imports/${first?.id}/run`, { session: true });
      await jobs["exchange.import"]?.(door.runtime, { session });
      const { data } = await ask<{ data: ImportDetails[] }>("GET", `/api/imports?session=${session}`);
      const done: Record<string, ImportDetails> = {};
      for (const { id } of data) {
        const one = await ask<ImportDetails>("GET", `/api/imports/${id}`);
        done[one.mapping?.source?.entity ?? one.object ?? ""] = one;
      }
      return done;
    },
    async undo(one) {
      await ask("POST", `/api/imports/${one?.id}/undo`, { anyway: true });
      await jobs["exchange.undo_import"]?.(door.runtime, { import: one?.id });
    },
    records: async (path) => (await ask<{ data: Shown[] }>("GET", path)).data,
    as: (others) => deskOf(door, others),
  };
}

/** Values as one reads them: links by their titles, amounts and addresses in short. */
export function facts(record: Shown | undefined, ...fields: string[]): unknown[] {
  return fields.map((field) => {
    const value = record?.[field];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const { title, amount, currency, full } = value as Record<string, string | undefined>;
    return title ?? full ?? (amount === undefined ? value : `${amount} ${currency}`);
  });
}

/** What came of files: made, changed, left as they are, failed. */
export const counted = (done: Record<string, ImportDetails>): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(done).map(([entity, { counts }]) => [
      entity,
      [counts.created, counts.updated, counts.unchanged, counts.failed],
    ]),
  );
