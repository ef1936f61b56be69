import type { Action } from "#kernel/action";
import { errorStatus } from "#kernel/error";
import { z } from "zod";
import type { Handler } from "#records";

type Json = Record<string, unknown>;

/** What is described: an action, and whether it reads and answers in its own way. */
export type Described = Pick<Handler, "action" | "raw">;

/** The contract of the whole API as an OpenAPI 3.1 document, made from the actions and nothing else. */
export function openApiDocument(described: readonly Described[], version: string): Json {
  const schemas: Json = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  const inOrder = described.toSorted((a, b) => byText(a.action.path, b.action.path));
  for (const one of inOrder) {
    const { path: stated, method } = one.action;
    const path = stated.replace(/:(\w+)/g, "{$1}").replace("*", "{rest}");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(one, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Rapport",
      version,
      description:
        "Every list answers `data` and `next`, the cursor of the following page. Errors are problem documents " +
        "(RFC 9457) with a stable `code`, in the language of the user or of `Accept-Language`. " +
        "An API key goes into `Authorization: Bearer …`; how many requests it has left stands in `RateLimit`.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(inOrder.map(({ action }) => tagOf(action)))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      parameters: requestHeaders,
      headers: { ETag: tagHeader },
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

function byText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function operation(one: Described, schemas: Json): Json {
  const { action } = one;
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
      ...headersOf(one),
    ],
    ...(body && { requestBody: { required: true, ...content(schema(body, "input")) } }),
    responses: {
      [String(action.status ?? (output ? 200 : 204))]: {
        description: "Done",
        ...(action.tagged && { headers: { ETag: { $ref: "#/components/headers/ETag" } } }),
        ...(output && content(schema(output, "output"))),
      },
      ...(action.tagged && action.method === "GET" && { "304": { description: "As it is known already" } }),
      default: {
        description: "A problem",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** Headers by which a request is guarded or made to count once. */
function headersOf({ action, raw }: Described): Json[] {
  const { method, object, path, permission, tagged } = action;
  if (method === "GET") return tagged ? [reference("If-None-Match")] : [];
  const names = [
    ...(raw || permission === "public" ? [] : ["Idempotency-Key"]),
    ...(object !== undefined && path.includes("/:id") ? ["If-Match"] : []),
    ...(makesRecord(action) ? ["Rapport-Duplicate"] : []),
  ];
  return names.map(reference);
}

function makesRecord({ object, method, status }: Action): boolean {
  return object !== undefined && method === "POST" && status === 201;
}

function reference(name: string): Json {
  return { $ref: `#/components/parameters/${name}` };
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

/**
 * A schema of zod as JSON Schema 2020-12. What has a name (`.meta({ id })`) stands once among the components,
 * and so does what refers to itself.
 */
function jsonSchema(type: z.ZodType, io: "input" | "output", action: string, schemas: Json): Json {
  const made = z.toJSONSchema(type, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    reused: "inline",
  });
  const { $schema: _dialect, $defs, ...root } = made as Json & { $defs?: Record<string, Json> };
  const own = `${action}.${io}`;
  const named = z.globalRegistry.get(type)?.id;
  for (const [key, definition] of Object.entries($defs ?? {})) {
    schemas[componentName(key, own)] = pointed(definition, own);
  }
  const schema = pointed(root, own);
  // What has a name is among the definitions already, and the root only points there.
  if (named && $defs?.[named]) return { $ref: `#/components/schemas/${named}` };
  if (!named && !JSON.stringify(made).includes('"$ref":"#"')) return schema;
  schemas[named ?? own] = schema;
  return { $ref: `#/components/schemas/${named ?? own}` };
}

// Zod counts what has no name: __schema0, __schema1.
function componentName(key: string, own: string): string {
  return key.startsWith("__") ? `${own}.${key}` : key;
}

/** The same schema with its references pointing to the components; names of their own are the components' keys. */
function pointed(schema: Json, own: string): Json {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key !== "$ref" || typeof value !== "string") return value;
    if (value === "#") return `#/components/schemas/${own}`;
    return value.replace(
      /^#\/\$defs\/(.+)$/,
      (_all, name: string) => `#/components/schemas/${componentName(name, own)}`,
    );
  });
  const { id: _name, ...rest } = JSON.parse(text) as Json;
  return rest;
}

const requestHeaders: Json = Object.fromEntries(
  Object.entries({
    "Idempotency-Key": "Makes the request count once: the same again within a day is answered alike.",
    "If-Match":
      "The `ETag` of the record as it is known; 412 with the record in `current` where it is another now.",
    "If-None-Match": "The `ETag` of what is known; 304 where it is the same still.",
    "Rapport-Duplicate":
      "`allow` makes the record though it seems to be there: else 409 `duplicate_suspected`, with `candidates`.",
  }).map(([name, description]) => [name, { name, in: "header", description, schema: { type: "string" } }]),
);

const tagHeader: Json = {
  description: "Of the record as it is answered here; its version stands before the hyphen.",
  schema: { type: "string" },
};

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
