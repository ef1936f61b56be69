import type { InjectOptions } from "fastify";
import { z } from "zod";
import type { Action } from "#kernel/action";
import type { Catalogue, CatalogueObject } from "#records";
import type { Field } from "#records/contract";
import { canary, type Planted, plantedValue } from "./planted-records.ts";

type Request = InjectOptions & { readonly url: string };

// Part of the canary, so that a question repeated in an answer is not taken for a find.
const asked = canary.slice(0, -1);

/** Requests that try an action out on what is planted, with bodies that its contract would take. */
export function requestsOf(action: Action, catalogue: Catalogue, planted: Planted): Request[] {
  const object = catalogue.byPlural(action.path.split("/")[2] ?? "");
  const queries = action.method === "GET" ? queriesOf(action, object, planted) : uploadQuery(action);
  const payload = action.method === "GET" || action.method === "DELETE" ? undefined : bodyOf(action, planted);
  return pathsOf(action, catalogue, object, planted).flatMap((path) =>
    queries.map((query) => ({
      method: action.method,
      url: query ? `${path}?${query}` : path,
      ...(payload === undefined ? {} : { payload: payload as object }),
    })),
  );
}

function pathsOf(
  action: Action,
  catalogue: Catalogue,
  object: CatalogueObject | undefined,
  planted: Planted,
): string[] {
  if (action.path.includes("/by/:field/")) return object ? byKeys(action.path, object, planted) : [];
  if (action.path.includes(":plural")) return pathsOfAll(action, catalogue, planted);
  if (!action.path.includes(":id")) return [action.path.replace(":kind", "my_tasks")];
  const named: Record<string, readonly string[]> = {
    parties: ["person", "company"],
    "identity-documents": ["identity_document"],
    views: ["view"],
    files: ["file"],
    imports: ["import"],
    "import-templates": ["import_template"],
    "export-files": ["export"],
    "api-keys": ["key"],
    "app-passwords": ["app_password"],
    "calendar-connections": ["calendar_connection"],
    "role-grants": ["role"],
    webhooks: ["webhook"],
    places: ["place"],
    schedules: ["schedule"],
    "webhook-deliveries": ["webhook_delivery"],
    merges: ["merge"],
    duplicates: ["duplicate"],
    "commission-plans": ["commission_plan"],
    shop: ["cart", "order"],
  };
  const kinds = named[action.path.split("/")[2] ?? ""] ?? (object ? [object.name] : Object.keys(planted.ids));
  return kinds.flatMap((kind) => (planted.ids[kind] ? [action.path.replace(":id", planted.ids[kind])] : []));
}

function pathsOfAll({ path }: Action, catalogue: Catalogue, { ids }: Planted): string[] {
  return [...catalogue.objects.values()].flatMap(({ name, plural }) => {
    const id = ids[name] ?? (name === "party" ? ids["company"] : undefined);
    if (path.includes(":id") && id === undefined) return [];
    return path
      .replace(":plural", plural)
      .replace(":id", id ?? "")
      .replace(":share", ids["share"] ?? "");
  });
}

/** Looks for what is planted by each of its keys but the name, which would be enough to make another. */
function byKeys(path: string, object: CatalogueObject, planted: Planted): string[] {
  const unique = Object.keys(object.fields).filter((name) => object.fields[name]?.unique);
  const keys = [...new Set([...(object.keys ?? []), ...unique])].filter((name) => name !== object.title);
  return keys.map((name) => {
    const value = plantedValue(object.fields[name] as Field, name, object.name, planted.ids);
    return path.replace(":field", name).replace(":value", encodeURIComponent(String(value)));
  });
}

function queriesOf(action: Action, object: CatalogueObject | undefined, planted: Planted): string[] {
  if (action.path === "/api/search") return [`q=${asked}`, "q=7777"];
  if (action.id === "records.rights") return [`ids=${Object.values(planted.ids).join(",")}`];
  const takes = Object.keys((action.query as z.ZodObject | undefined)?.shape ?? {});
  const queries = [""];
  if (takes.includes("user")) queries.push(`user=${planted.ids["user"]}`);
  if (takes.includes("search")) queries.push(`search=${asked}`);
  if (takes.includes("parts")) queries.push("parts=true");
  if (takes.includes("archived")) queries.push("archived=true&count=true");
  // Reads contact points beside the records.
  if (takes.includes("format")) queries.push("format=vcard");
  if (object && takes.includes("expand")) queries.push(`expand=${linksOf(object).join(",")}`);
  if (!object || !takes.includes("filter")) return queries;
  if (takes.includes("fields")) queries.push(`fields=${Object.keys(object.fields).join(",")}`);
  for (const [name, field] of Object.entries(object.fields)) {
    if (name !== object.title && field.type !== "link" && !field.searched) continue;
    const filter = { field: name, op: "not_empty" };
    queries.push(`filter=${encodeURIComponent(JSON.stringify(filter))}`);
    if (takes.includes("group")) queries.push(`group=${name}`);
    if (takes.includes("sort")) queries.push(`sort=${name}&limit=1`);
  }
  return queries;
}

function linksOf(object: CatalogueObject): string[] {
  return Object.keys(object.fields).filter((name) =>
    ["link", "links", "user"].includes(object.fields[name]?.type ?? ""),
  );
}

function uploadQuery(action: Action): string[] {
  return action.id === "imports.upload" ? ["name=mine.csv"] : [""];
}

function bodyOf(action: Action, planted: Planted): unknown {
  const shape = action.documented?.body ?? action.body;
  if (!shape) return undefined;
  if (action.path.endsWith("/shares")) return { user: planted.ids["user"], access: "change" };
  if (action.path === "/api/batch") return { atomic: false, operations: operationsOn(planted) };
  if (action.id === "records.merge")
    return { object: "company", survivor: planted.ids["company"], others: [planted.ids["twin"]], values: {} };
  if (action.id === "duplicates.candidates")
    return { object: "company", values: { email: `${canary}.company@example.com`, phone: "+359887771234" } };
  // Nothing said: what is found reads as it is, and what is not found cannot be made.
  if (action.path.includes("/by/:field/")) return {};
  if (action.path.endsWith("/bulk")) {
    const id = planted.ids[singular(action.path, planted)];
    return id ? { ids: [id], archive: true } : { filter: { and: [] }, archive: true };
  }
  const schema = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Schema;
  return sample(schema, schema, planted, "");
}

function operationsOn({ ids }: Planted): object[] {
  return Object.entries(ids).flatMap(([object, id]) => [
    { op: "update", object, id, values: { name: "tried" } },
    { op: "update", object, id, version: 99, values: {} },
    { op: "archive", object, id },
    { op: "restore", object, id },
    { op: "upsert", object, by: "email", values: { email: "tried@example.com" } },
    { op: "create", object, values: {} },
  ]);
}

function singular(path: string, planted: Planted): string {
  const plural = path.split("/")[2] ?? "";
  const names: Record<string, string> = { people: "person", companies: "company" };
  const guess = names[plural] ?? plural.replaceAll("-", "_").replace(/s$/, "");
  return guess in planted.ids
    ? guess
    : (Object.keys(planted.ids).find((name) => plural.startsWith(name)) ?? "");
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly minLength?: number;
}

/** Something of this shape. Ids are those of what is planted, by the name of the property. */
function sample(schema: Schema, root: Schema, planted: Planted, name: string): unknown {
  if (name === "filter" || name.endsWith("When")) return { and: [] };
  if (schema.$ref)
    return sample(root.$defs?.[schema.$ref.split("/").at(-1) ?? ""] ?? {}, root, planted, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.allOf ?? [];
  if (first) return sample(first, root, planted, name);
  switch ([schema.type].flat()[0]) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, one]) => [key, sample(one, root, planted, key)]),
      );
    case "array":
      return schema.items ? [sample(schema.items, root, planted, name)] : [];
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    case "string":
      return word(schema, planted, name);
    default:
      return "tried";
  }
}

function word(schema: Schema, planted: Planted, name: string): string {
  if (schema.format === "uuid")
    return planted.ids[name.replace(/Ids?$|_id$/, "")] ?? (planted.ids["company"] as string);
  if (schema.format === "date") return "2030-01-01";
  if (schema.format === "date-time") return "2024-05-05T10:00:00.000Z";
  if (schema.format === "email" || name === "email") return "tried@example.com";
  if (name === "object") return "company";
  return "tried".padEnd(schema.minLength ?? 0, "x");
}
