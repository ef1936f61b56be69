import { AppError } from "#kernel/error";
import type { FastifyInstance } from "fastify";
import type { StorageWatch } from "../storage.ts";

const writing = new Set(["PUT", "POST", "PATCH", "DELETE"]);

/** On a full disk one still signs in, reads and exports; what would write more is refused. */
export function refuseChangesWhileFull(app: FastifyInstance, storage: StorageWatch): void {
  app.addHook("onRequest", (request, _reply, done) => {
    const { action, protocol } = request.routeOptions.config;
    const reads = protocol ? !writing.has(request.method) : !action || action.method === "GET";
    const fits = !storage.isFull || reads || action?.permission === "public";
    done(fits ? undefined : new AppError("storage_full"));
  });
}
