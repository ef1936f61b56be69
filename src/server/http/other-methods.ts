import { AppError } from "#kernel/error";
import type { FastifyInstance } from "fastify";
import type { Handler } from "#records";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Says of every address that is stated which methods it takes, to who comes with another. */
export function refuseOtherMethods(app: FastifyInstance, handlers: readonly Handler[]): void {
  const stated = Map.groupBy(handlers, ({ action }) => shapeOf(action.path));
  for (const same of stated.values()) {
    const taken = new Set(same.map(({ action }) => action.method));
    const others = methods.filter((method) => !taken.has(method));
    if (others.length === 0) continue;
    const allow = methods.filter((method) => taken.has(method)).join(", ");
    app.route({
      method: others,
      url: same[0]?.action.path ?? "",
      exposeHeadRoute: false,
      config: { open: true },
      handler: async (_request, reply) => {
        reply.header("allow", allow);
        throw new AppError("method_not_allowed");
      },
    });
  }
}

// `/api/deals/:id` and `/api/deals/:deal` are one address.
function shapeOf(path: string): string {
  return path.replace(/:\w+/g, ":");
}
