import { sql } from "kysely";
import type { z } from "zod";
import type { Action, OutputOf } from "#kernel/action";
import {
  type Actor,
  buildCatalogue,
  create,
  createMany,
  type Runtime,
  type Source,
  type Work,
} from "#records";
import { fullGrant, type Grant } from "#records/contract";
import { makeStandardPipeline } from "#sales";
import { modules } from "../src/server/modules.ts";
import { createRuntime } from "../src/server/runtime.ts";
import { testDatabase } from "./harness.ts";

/** An organisation in Bulgaria with its standard pipeline: where tests of the business take place. */
export interface Office {
  readonly runtime: Runtime;
  /** Ids of the stages by name, and of the pipeline. */
  readonly stages: Readonly<Record<string, string>>;
  readonly pipeline: string;
  /** Somebody who works here, with every right but those given otherwise. */
  colleague(
    name: string,
    rights?: { objects?: Record<string, Grant>; permissions?: string[] },
  ): Promise<Actor>;
  /** Asks for an action as its front door does: input checked, one unit of work. */
  ask<A extends Action>(actor: Actor, action: A, call?: Call<A>, source?: Source): Promise<OutputOf<A>>;
  /** Runs in a unit of work of `actor`. */
  as<T>(actor: Actor, capability: (work: Work) => Promise<T>, source?: Source): Promise<T>;
  rows<T>(query: string): Promise<T[]>;
}

interface Call<A extends Action> {
  readonly params?: A["params"] extends z.ZodType ? z.input<A["params"]> : never;
  readonly query?: A["query"] extends z.ZodType ? z.input<A["query"]> : never;
  readonly body?: A["body"] extends z.ZodType ? z.input<A["body"]> : never;
}

export const everything = fullGrant;

export async function openOffice(): Promise<Office> {
  const { database, bulk } = await testDatabase();
  await sql`insert into organisation (name, locale, country, currency, time_zone)
    values ('Office', 'en', 'BG', 'EUR', 'Europe/Sofia')`.execute(database);
  const catalogue = buildCatalogue(
    modules.flatMap((module) => module.objects),
    Object.assign({}, ...modules.map((module) => module.rules ?? {})),
  );
  const settings = {
    port: 0,
    host: "",
    dataFolder: "",
    baseUrl: "",
    mailFrom: "",
    secret: Buffer.alloc(32, 7),
  };
  const runtime = createRuntime({ database, bulk, catalogue, settings });
  await runtime.runAsSystem(makeStandardPipeline);
  const rows = async <T>(query: string) => (await sql.raw<T>(query).execute(database)).rows;
  const stages = await rows<{ id: string; name: string; pipeline: string }>(
    "select id, name, pipeline_id as pipeline from stages order by position",
  );
  return {
    runtime,
    rows,
    stages: Object.fromEntries(stages.map(({ id, name }) => [name, id])),
    pipeline: stages[0]?.pipeline ?? "",
    as: (actor, capability, source = "screen") => runtime.run(actor, source, capability),
    async colleague(name, { objects = {}, permissions = ["*"] } = {}) {
      const user = await runtime.runAsSystem((work) => create(work, "user", { name }));
      return {
        userId: user.id,
        rights: { objects: { "*": everything, ...objects }, permissions },
        teamUserIds: [user.id],
        locale: "en",
        timeZone: "Europe/Sofia",
      };
    },
    ask: (actor, action, call = {}, source = "screen") => askOf(runtime, { actor, action, call, source }),
  };
}

async function askOf<A extends Action>(
  runtime: Runtime,
  asked: { actor: Actor; action: A; call: Call<A>; source: Source },
): Promise<OutputOf<A>> {
  const { actor, action, call, source } = asked;
  const handler = modules.flatMap((module) => module.handlers).find((one) => one.action.id === action.id);
  if (!handler) throw new Error(`Nothing handles ${action.id}`);
  const input = {
    params: action.params?.parse(call.params),
    query: action.query?.parse(call.query ?? {}),
    body: action.body?.parse(call.body),
  } as Parameters<typeof handler.run>[1];
  const edge = { runtime, actor, reply: { header: () => edge.reply } } as unknown as Parameters<
    typeof handler.run
  >[2];
  const output = await runtime.run(actor, source, (work) => handler.run(work, input, edge));
  return (action.output ? action.output.parse(output) : output) as OutputOf<A>;
}

/** Somebody who may give discounts of so many percent and no more. */
export async function sellerWithin(office: Office, percent: number): Promise<Actor> {
  const seller = await office.colleague(`Seller within ${percent} %`);
  await office.rows(`with role as (insert into roles (name, grants)
      values ('Within ${percent} %', '{"objects":{},"permissions":["quotes:send","orders:confirm","invoices:issue"]}') returning id),
    held as (insert into user_roles (user_id, role_id) select '${seller.userId}', id from role)
    insert into discount_limits (role_id, percent) select id, ${percent} from role`);
  return seller;
}

/** A party of `kind`, made by `actor`. */
export async function partyOf(
  office: Office,
  actor: Actor,
  kind: "person" | "company",
  values: Record<string, unknown>,
): Promise<string> {
  const [id] = await office.as(actor, (work) => createMany(work, kind, [values]));
  return id as string;
}
