import { AppError } from "#kernel/error";
import type { FastifyInstance } from "fastify";
import type { StorageWatch } from "../storage.ts";

/** On a full disk one still signs in, reads and exports; what would write more is refused. */
export function refuseChangesWhileFull(app: FastifyInstance, storage: StorageWatch): void {
  app.addHook("onRequest", (request, _reply, done) => {
    const { action } = request.routeOptions.config;
    const fits = !storage.isFull || !action || action.method === "GET" || action.permission === "public";
    done(fits ? undefined : new AppError("storage_full"));
  });
}
