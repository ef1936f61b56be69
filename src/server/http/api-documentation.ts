import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { openApiAction } from "./organisation-document.ts";

const routePrefix = "/api/docs";

/** A page at `/api/docs` to read the contract of the API and try it; to who is signed in, their own. */
export async function serveApiDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(async (documentation) => {
    documentation.addHook("onRoute", (route) => {
      route.config = { ...route.config, open: true };
    });
    documentation.addHook("onRequest", async (request, reply) => {
      if (request.routeOptions.url === `${routePrefix}/json`) return reply.redirect(openApiAction.path);
    });
    await documentation.register(swagger, { mode: "static", specification: { document: nothing } });
    await documentation.register(swaggerUi, {
      routePrefix,
      theme: { title: "Rapport API" },
      uiConfig: {
        layout: "BaseLayout",
        docExpansion: "none",
        filter: true,
        tryItOutEnabled: true,
        validatorUrl: null,
      },
    });
  });
}

// The page asks for the document by its address; the plugin wants to be given one.
const nothing = { openapi: "3.1.0" as const, info: { title: "Rapport", version: "" }, paths: {} };
