import { AppError } from "#kernel/error";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { DatabasePulse } from "../database-pulse.ts";
import { isApi } from "./admission.ts";
import { healthAction } from "./health.ts";

/**
 * While the database is silent, whoever asks is told so at once, and so is whoever waits: nobody hangs, and what
 * waits does not pile up. A change that was under way may have been made.
 */
export function refuseWhileSilent(app: FastifyInstance, pulse: DatabasePulse): void {
  const waiting = new Set<FastifyReply>();
  app.addHook("onRequest", (request, reply, done) => {
    if (!isApi(request.url)) return done();
    if (!pulse.isSilent) {
      waiting.add(reply);
      reply.raw.once("close", () => waiting.delete(reply));
      return done();
    }
    if (request.routeOptions.config.action?.id !== healthAction.id)
      return done(new AppError("database_unavailable"));
    reply.code(503).send({ ok: false, database: { ok: false } });
  });
  pulse.onSilence(() => {
    for (const reply of waiting) {
      // A stream that has begun goes on when the database does.
      if (!reply.sent && !reply.raw.headersSent) void reply.send(new AppError("database_unavailable"));
    }
    waiting.clear();
  });
}
