import type { Action, BodyOf, OutputOf, ParamsOf, QueryOf } from "#kernel/action";
import type { Problem } from "#kernel/error";

/** What the server answered when it could not do what was asked; its text is in the user's language. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The server was not reached at all: no network, or it is being restarted. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

type Optional<T> = T extends undefined ? undefined : Partial<T>;

export interface CallInput<A extends Action> {
  readonly params?: ParamsOf<A>;
  readonly query?: Optional<QueryOf<A>>;
  readonly body?: BodyOf<A>;
}

/** Calls an action of a contract with its types. Throws `ApiProblem` or `Unreachable`. */
export async function call<A extends Action>(action: A, input: CallInput<A> = {}): Promise<OutputOf<A>> {
  return (await callAct(action, input)).answer;
}

function pathOf(action: Action, input: { readonly params?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, string>;
  return action.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

export interface RequestInput {
  /** Values that are undefined are left out; objects go as JSON text, as a filter does. */
  readonly query?: object | undefined;
  /** Sent as JSON, or as it is when it is a form or a blob. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What a change answered. */
export interface Done<T> {
  readonly answer: T;
  /** The act that it was, by which it can be undone; null where it is not known. */
  readonly act: string | null;
}

/** As `call`, for a change that can be undone. */
export async function callAct<A extends Action>(
  action: A,
  input: CallInput<A> = {},
): Promise<Done<OutputOf<A>>> {
  return requestAct<OutputOf<A>>(action.method, pathOf(action, input), {
    query: input.query,
    body: input.body,
  });
}

/** Asks the API by method and path, for the generic routes of records that no contract types. */
export async function request<T = unknown>(method: string, path: string, input?: RequestInput): Promise<T> {
  return (await requestAct<T>(method, path, input)).answer;
}

/** As `request`, for a change that can be undone. */
export function requestAct<T = unknown>(
  method: string,
  path: string,
  input: RequestInput = {},
): Promise<Done<T>> {
  const answer = send<T>(method, path, input);
  if (method !== "GET") {
    underWay.add(answer);
    void answer.catch(() => {}).finally(() => underWay.delete(answer));
  }
  return answer;
}

const underWay = new Set<Promise<unknown>>();
const longestWait = 3000;

/** When the changes that are under way have been answered and told; not longer than one waits for a key. */
export async function changesAnswered(): Promise<void> {
  await Promise.race([Promise.allSettled(underWay), later(longestWait)]);
  // Whoever waits for the answers comes first.
  await later(0);
}

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Calls an action that answers with a file, such as a PDF. Throws as `call`. */
export async function callForFile<A extends Action>(action: A, input: CallInput<A> = {}): Promise<Blob> {
  const { query, body } = input;
  const response = await respond(action.method, pathOf(action, input), { query, body });
  if (!response.ok) throw new ApiProblem(problemOf(response, await response.text()));
  return response.blob();
}

async function send<T>(method: string, path: string, input: RequestInput): Promise<Done<T>> {
  const response = await respond(method, path, input);
  const text = await response.text();
  if (!response.ok) throw new ApiProblem(problemOf(response, text));
  const answer = (text ? JSON.parse(text) : undefined) as T;
  return { answer, act: response.headers.get("rapport-act") };
}

function respond(method: string, path: string, input: RequestInput): Promise<Response> {
  const raw = input.body instanceof FormData || input.body instanceof Blob;
  return reach(path + queryText(input.query), {
    method,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      "accept-language": document.documentElement.lang,
      ...(input.body !== undefined && !raw ? { "content-type": "application/json" } : {}),
      ...input.headers,
    },
    ...(input.body === undefined
      ? {}
      : { body: raw ? (input.body as BodyInit) : JSON.stringify(input.body) }),
    ...(input.signal ? { signal: input.signal } : {}),
  });
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Unreachable("unreachable", { cause });
  }
}

function queryText(query: object | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (pairs.length === 0) return "";
  const texts = pairs.map(([key, value]): [string, string] => [
    key,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
  return `?${new URLSearchParams(texts)}`;
}

// A proxy in front may answer with a page of its own: then all that is known is the status.
function problemOf(response: Response, text: string): Problem {
  try {
    const problem = JSON.parse(text) as Problem;
    if (typeof problem.code === "string") return problem;
  } catch {}
  if (response.status === 502 || response.status === 503 || response.status === 504)
    throw new Unreachable("unreachable");
  return { type: "about:blank", title: response.statusText, status: response.status, code: "internal" };
}
