import { defineAction } from "#kernel/action";
import { z } from "zod";
import { handleRaw, type Handler, type Runtime } from "#records";
import { isReachable } from "./database-error.ts";

const part = z.object({ ok: z.boolean() }).catchall(z.union([z.number(), z.string(), z.boolean(), z.null()]));

/** How one part of the product is, with figures that tell why. */
export type Health = z.infer<typeof part>;

/** Looks at one part; a look that throws or takes longer than two seconds means it is not well. */
export type HealthCheck = (runtime: Runtime) => Promise<Health>;

export const healthAction = defineAction({
  id: "health.read",
  method: "GET",
  path: "/api/health",
  summary: "Whether the database, the jobs and the outbox are well; status 503 when one is not.",
  permission: "public",
  output: z.object({ ok: z.boolean() }).catchall(part),
});

/** `GET /api/health` over the database and all `checks`. A look is shared by all who ask within a second. */
export function healthHandler(checks: Readonly<Record<string, HealthCheck>>): Handler {
  let last: { readonly at: number; readonly report: Promise<Record<string, Health>> } | undefined;
  return handleRaw(healthAction, async ({ reply, runtime }) => {
    if (!last || performance.now() - last.at > 1000)
      last = { at: performance.now(), report: look(checks, runtime) };
    const report = await last.report;
    const ok = Object.values(report).every((one) => one.ok);
    return reply.code(ok ? 200 : 503).send({ ok, ...report });
  });
}

async function look(
  checks: Readonly<Record<string, HealthCheck>>,
  runtime: Runtime,
): Promise<Record<string, Health>> {
  const database: Health = { ok: await isReachable(runtime, 2000) };
  if (!database.ok) return { database };
  const names = Object.keys(checks);
  const found = await Promise.all(
    names.map((name) => withinTwoSeconds(checks[name] as HealthCheck, runtime)),
  );
  return { database, ...Object.fromEntries(names.map((name, index) => [name, found[index] as Health])) };
}

async function withinTwoSeconds(check: HealthCheck, runtime: Runtime): Promise<Health> {
  const { promise, resolve } = Promise.withResolvers<Health>();
  const timer = setTimeout(() => resolve({ ok: false, late: true }), 2000);
  check(runtime).then(resolve, () => resolve({ ok: false }));
  return promise.finally(() => clearTimeout(timer));
}
