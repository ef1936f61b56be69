import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { AppError } from "#kernel/error";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isApi } from "./admission.ts";

/** Addresses that the browser part may have a screen for: plain segments, no file endings, no tricks. */
const screenAddress = /^(?:\/[\w~@-]+)*\/?(?:\?.*)?$/;

const notBuilt = "The screens are not built yet. Run: npx vite build";

/** Serves the browser part: files as they are, and its page for every address that a screen may have. */
export async function serveWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(async (files) => {
    files.addHook("onRoute", (route) => {
      route.config = { ...route.config, open: true };
    });
    await files.register(fastifyStatic, {
      root: folder,
      index: false,
      dotfiles: "ignore",
      suppressWarning: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const lasting = path.startsWith(join(folder, "assets"));
        reply.header("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
        if (scriptsElsewhere.some((script) => path === join(folder, script)))
          reply.headers(forPagesElsewhere);
      },
    });
  });
  app.get("/", { config: { open: true } }, (_request, reply) => sendPage(reply, folder));
  app.setNotFoundHandler((request, reply) => answerElsewhere(request, reply, folder));
}

/** What stands on pages of others: they may load it, and it is new to all of them an hour after it has changed. */
const scriptsElsewhere = ["chat/widget.js", "forms/embed.js"];
const forPagesElsewhere = {
  "cache-control": "public, max-age=3600",
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
} as const;

async function answerElsewhere(
  request: FastifyRequest,
  reply: FastifyReply,
  folder: string,
): Promise<FastifyReply> {
  const asks = request.method === "GET" || request.method === "HEAD";
  if (!asks || isApi(request.url) || !screenAddress.test(request.url)) throw new AppError("not_found");
  if (secretAddress.test(request.url))
    reply.headers({ "x-robots-tag": "noindex, nofollow", "referrer-policy": "no-referrer" });
  return sendPage(reply, folder);
}

/** Pages behind a secret address: no search engine keeps them, and nobody is told where their reader came from. */
const secretAddress = /^\/(?:q|survey)\//;

async function sendPage(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const page = await readFile(join(folder, "index.html")).catch(() => null);
  if (!page) return reply.code(503).type("text/plain; charset=utf-8").send(notBuilt);
  return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page);
}
