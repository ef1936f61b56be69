import type { Action } from "#kernel/action";
import { errorStatus } from "#kernel/error";
import { z } from "zod";

type Json = Record<string, unknown>;

/** The contract of the whole API as an OpenAPI 3.1 document, made from the actions and nothing else. */
export function openApiDocument(actions: readonly Action[], version: string): Json {
  const schemas: Json = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  const inOrder = [...actions].sort((a, b) => (a.path === b.path ? 0 : a.path < b.path ? -1 : 1));
  for (const action of inOrder) {
    const path = action.path.replace(/:(\w+)/g, "{$1}").replace("*", "{rest}");
    paths[path] = { ...paths[path], [action.method.toLowerCase()]: operation(action, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Rapport",
      version,
      description:
        "Every list answers `data` and `next`, the cursor of the following page. Errors are problem documents " +
        "(RFC 9457) with a stable `code`, in the language of the user or of `Accept-Language`. " +
        "An API key goes into `Authorization: Bearer …`.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(inOrder.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A key made under Settings or by `rapport api-key`.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "session",
          description: "The cookie of someone signed in.",
        },
      },
    },
  };
}

function operation(action: Action, schemas: Json): Json {
  const { summary, permission, params, query, documented } = action;
  const body = documented?.body ?? action.body;
  const output = documented?.output ?? action.output;
  const schema = (type: z.ZodType, io: "input" | "output"): Json => jsonSchema(type, io, action.id, schemas);
  const content = (found: Json): Json => ({ content: { "application/json": { schema: found } } });
  return {
    operationId: action.id,
    summary,
    tags: [tagOf(action)],
    ...(permission === "public" ? { security: [] } : { security: [{ key: [] }, { session: [] }] }),
    "x-permission": permission,
    parameters: [
      ...parameters(action, "path", params && schema(params, "input")),
      ...parameters(action, "query", query && schema(query, "input")),
    ],
    ...(body && { requestBody: { required: true, ...content(schema(body, "input")) } }),
    responses: {
      [String(action.status ?? (output ? 200 : 204))]: {
        description: "Done",
        ...(output && content(schema(output, "output"))),
      },
      default: {
        description: "A problem",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function tagOf({ path }: Action): string {
  return path.split("/")[2] ?? "api";
}

function parameters(action: Action, place: "path" | "query", schema: Json | undefined): Json[] {
  const properties = (schema?.["properties"] ?? {}) as Record<string, Json>;
  const required = (schema?.["required"] ?? []) as readonly string[];
  const stated = Object.entries(properties).map(([name, { description, ...one }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description ? { description } : {}),
    schema: one,
  }));
  if (place === "query") return stated;
  const inPath = [...action.path.matchAll(/:(\w+)/g)].map((match) => match[1] as string);
  if (action.path.includes("*")) inPath.push("rest");
  const unstated = inPath.filter((name) => !properties[name]);
  return [
    ...stated,
    ...unstated.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
  ];
}

/** A schema of zod as JSON Schema 2020-12; what refers to itself moves to the components, as OpenAPI wants it. */
function jsonSchema(type: z.ZodType, io: "input" | "output", id: string, schemas: Json): Json {
  const made = z.toJSONSchema(type, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    reused: "inline",
  });
  const { $schema: _dialect, $defs, ...root } = made as Json & { $defs?: Record<string, Json> };
  const name = `${id}.${io}`;
  const text = JSON.stringify(root);
  const refersToRoot = JSON.stringify(made).includes('"$ref":"#"');
  for (const [key, definition] of Object.entries($defs ?? {}))
    schemas[`${name}.${key}`] = moved(definition, name);
  if (!refersToRoot) return moved(JSON.parse(text) as Json, name);
  schemas[name] = moved(root, name);
  return { $ref: `#/components/schemas/${name}` };
}

function moved(schema: Json, name: string): Json {
  const text = JSON.stringify(schema)
    .replaceAll('"$ref":"#/$defs/', `"$ref":"#/components/schemas/${name}.`)
    .replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${name}"`);
  return JSON.parse(text) as Json;
}

const problemSchema: Json = {
  type: "object",
  required: ["type", "title", "status", "code"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(errorStatus) },
    detail: {
      type: "string",
      description: "Which field is at fault and what to do, in the caller's language.",
    },
    field: { type: "string", description: "Path of the field at fault, such as `amount.currency`." },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["code", "field", "detail"],
        properties: { code: { type: "string" }, field: { type: "string" }, detail: { type: "string" } },
      },
    },
    reference: { type: "string", description: "Finds an unforeseen error in the log." },
  },
};
