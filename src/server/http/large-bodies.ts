import { AppError } from "#kernel/error";
import { networkOf } from "#kernel/network";
import type { FastifyReply, FastifyRequest } from "fastify";

const large = 1024 * 1024;
const most = { ofNetwork: 10, ofProcess: 40 };
const seconds = 5;

/**
 * Admits large bodies of strangers, of each network and in all as many as memory can hold: each is kept whole before anybody can tell
 * what it is, and as long as its sender takes. One is counted until its answer has gone.
 */
export function largeBodies(): (request: FastifyRequest, reply: FastifyReply) => void {
  const counts = new Map<string, number>();
  let all = 0;
  return (request, reply) => {
    if (request.caller?.actor.userId !== null || !bringsMuch(request)) return;
    const network = networkOf(request.ip);
    const own = counts.get(network) ?? 0;
    if (own >= most.ofNetwork || all >= most.ofProcess)
      throw new AppError("too_many_requests", { params: { seconds } });
    counts.set(network, own + 1);
    all++;
    reply.raw.once("close", () => {
      all--;
      const left = (counts.get(network) ?? 1) - 1;
      if (left > 0) counts.set(network, left);
      else counts.delete(network);
    });
  };
}

function bringsMuch({ headers, routeOptions }: FastifyRequest): boolean {
  if ((routeOptions.bodyLimit ?? 0) <= large) return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > large;
}
