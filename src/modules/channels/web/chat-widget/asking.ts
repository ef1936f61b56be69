/** A line of the conversation, as the server tells it. */
export interface Line {
  readonly sequence: number;
  readonly id: string;
  readonly sent: string | null;
  readonly at: string;
  readonly from: "visitor" | "us";
  readonly name: string | null;
  readonly body: string;
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: number }[];
}

type Asking = "no" | "asked" | "required";

/** How the chat looks on this page. */
export interface Look {
  readonly name: string;
  readonly colour: string;
  readonly side: "left" | "right";
  readonly greeting: string | null;
  readonly ask: { readonly name: Asking; readonly email: Asking };
  readonly open: boolean;
  readonly outside: string | null;
}

/** It was refused: it is no use to send it again as it is. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;

  constructor(status: number, told: { code?: string; field?: string }) {
    super(told.code);
    this.status = status;
    this.code = told.code ?? "";
    this.field = told.field;
  }
}

/** Asks the server of the chat; without cookies, by a token of its own. */
export interface Asker {
  token: string | null;
  get<T>(way: string, signal?: AbortSignal): Promise<T>;
  post<T>(way: string, body: unknown): Promise<T>;
  send(way: string, file: Blob): Promise<void>;
  open(way: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
}

export function askerOf(base: string): Asker {
  const asker: Asker = {
    token: null,
    get: async (way, signal) => read(await ask(way, signal ? { signal } : {})),
    post: async (way, body) =>
      read(
        await ask(way, {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
          keepalive: true,
        }),
      ),
    send: async (way, file) => {
      const headers = { "content-type": file.type || "application/octet-stream" };
      await ask(way, { method: "POST", body: file, headers });
    },
    open: (way, headers, signal) => ask(way, { headers, signal }),
  };

  async function ask(way: string, { headers = {}, ...init }: RequestInit): Promise<Response> {
    const proof: Record<string, string> = asker.token ? { authorization: `Bearer ${asker.token}` } : {};
    const answer = await fetch(`${base}/${way}`, {
      ...init,
      headers: { ...proof, ...(headers as Record<string, string>) },
      credentials: "omit",
    });
    if (answer.ok) return answer;
    const told = (await answer.json().catch(() => ({}))) as { code?: string; field?: string };
    // What is too much, or our own fault, may be well in a moment.
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    throw new Refused(answer.status, told);
  }

  return asker;
}

async function read<T>(answer: Response): Promise<T> {
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
