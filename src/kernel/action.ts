import type { z } from "zod";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * What a capability looks like from outside, stated once: the server mounts it, the browser calls it,
 * OpenAPI prints it. `path` is written the Fastify way: `/api/deals/:id/closure`.
 */
export interface Action<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  /** One sentence for the documentation of the API. */
  readonly summary: string;
  /** `public`: nobody need be signed in. `signed_in`: anybody who is. Else a capability such as `deals:close`. */
  readonly permission: string;
  /** Whoever is signed in at the screen alone: a key of the API may hold less than its user. */
  readonly atScreen?: boolean;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly output?: Output;
  /** What the documentation prints in place of a shape that is too wide to be checked at the edge. */
  readonly documented?: { readonly body?: z.ZodType; readonly output?: z.ZodType };
  /** HTTP status of the answer when all went well; 200 unless told, 204 without output. */
  readonly status?: 200 | 201 | 202 | 204;
  /** The object whose generic route it is, as every object has it. */
  readonly object?: string;
  /** The answer is one record: it carries an `ETag`, and `If-None-Match` is heeded. */
  readonly tagged?: boolean;
  /** May be done while one looks as another user, though it changes something: it ends that. */
  readonly endsViewing?: boolean;
  /** Largest body in bytes; 1 MB unless told. */
  readonly bodyLimit?: number;
}

export type ParamsOf<A extends Action> = A["params"] extends z.ZodType ? z.output<A["params"]> : undefined;
export type QueryOf<A extends Action> = A["query"] extends z.ZodType ? z.output<A["query"]> : undefined;
export type BodyOf<A extends Action> = A["body"] extends z.ZodType ? z.output<A["body"]> : undefined;
export type OutputOf<A extends Action> = A["output"] extends z.ZodType ? z.input<A["output"]> : void;

export interface CallOf<A extends Action> {
  readonly params: ParamsOf<A>;
  readonly query: QueryOf<A>;
  readonly body: BodyOf<A>;
}

/** States an action; only fixes its types. */
export function defineAction<const A extends Action>(action: A): A {
  return action;
}
