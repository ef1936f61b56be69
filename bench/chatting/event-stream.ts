import { type IncomingMessage, request } from "node:http";

export interface Heard {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

interface Asking {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** From which address of this machine: each visitor has one of their own, as they have outside. */
  readonly from: string;
}

/** Hears a stream until it is cut. Throws where it is refused. */
export async function hearStream(asking: Asking, hear: (heard: Heard) => void): Promise<void> {
  const answer = await open(asking);
  if (answer.statusCode !== 200) throw new Error(`A stream was answered with ${answer.statusCode}`);
  answer.setEncoding("utf8");
  let text = "";
  for await (const part of answer) {
    text += part;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const lines = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
      if (field("data")) hear({ id: field("id"), event: field("event"), data: field("data") });
    }
  }
}

function open({ port, path, headers, from }: Asking): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    request({ host: "127.0.0.1", port, path, headers, localAddress: from, agent: false })
      .once("response", done)
      .once("error", fail)
      .end();
  });
}
