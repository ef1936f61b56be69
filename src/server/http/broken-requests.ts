import type { Socket } from "node:net";
import { AppError, type ErrorCode } from "#kernel/error";
import type { FastifyInstance } from "fastify";
import { plainProblem } from "./problem.ts";

/** Longest address, in characters: a filter of the largest size fits in. */
const longestAddress = 40_000;

/** Largest head of a request, in bytes; with longer ones Node never makes a request of it. */
export const largestHead = 64 * 1024;

/** Refuses an address that is longer than any we understand. */
export function refuseLongAddresses(app: FastifyInstance): void {
  app.addHook("onRequest", ({ url }, _reply, done) => {
    done(url.length > longestAddress ? new AppError("address_too_long") : undefined);
  });
}

/** Answers what is so broken that no request came of it, and closes the connection. */
export function answerBroken(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const problem = plainProblem(meaning(error.code));
  const body = JSON.stringify(problem);
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${problem.status} Refused\r\n` +
        `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
        `cache-control: no-store\r\nconnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

function meaning(code: string | undefined): ErrorCode {
  if (code === "HPE_HEADER_OVERFLOW") return "headers_too_large";
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? "request_too_slow" : "bad_request";
}
