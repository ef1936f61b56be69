import { Agent, request } from "node:http";

interface Question {
  readonly port: number;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Ask = <T>(question: Question) => Promise<T>;

/** Asks from one address of this machine, on a connection that is kept. Throws for all but success. */
export function askerAt(localAddress: string): Ask {
  const agent = new Agent({ keepAlive: true, maxSockets: 2, localAddress });
  return ({ port, method, path, headers, body }) =>
    new Promise((done, fail) => {
      const asked = request({
        agent,
        host: "127.0.0.1",
        port,
        method,
        path,
        headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      });
      asked.once("error", fail);
      asked.once("response", (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => {
          text += part;
        });
        answer.once("error", fail);
        answer.once("end", () => {
          if ((answer.statusCode ?? 500) < 300) done((text ? JSON.parse(text) : undefined) as never);
          else fail(new Error(`${answer.statusCode} ${text}`));
        });
      });
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
