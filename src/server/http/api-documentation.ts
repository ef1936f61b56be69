import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { Action } from "#kernel/action";
import type { FastifyInstance } from "fastify";
import project from "../../../package.json" with { type: "json" };
import { openApiDocument } from "./openapi.ts";

/**
 * `/api/openapi.json`, and a page at `/api/docs` to read and try it. Open to all: the contract is the same in
 * every installation and says nothing of what is kept in this one.
 */
export async function serveApiDocumentation(app: FastifyInstance, actions: readonly Action[]): Promise<void> {
  const document = openApiDocument(actions, project.version);
  await app.register(async (documentation) => {
    documentation.addHook("onRoute", (route) => {
      route.config = { ...route.config, open: true };
    });
    documentation.get("/api/openapi.json", () => document);
    await documentation.register(swagger, { mode: "static", specification: { document: document as never } });
    await documentation.register(swaggerUi, {
      routePrefix: "/api/docs",
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
