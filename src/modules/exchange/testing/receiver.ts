import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** A call that came in, as it stood on the wire. */
export interface ReceivedCall {
  readonly id: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // A test reads whatever came.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly message: any;
}

/** Another system that takes webhooks, on a port of its own. */
export interface Receiver {
  readonly address: string;
  readonly port: number;
  readonly calls: ReceivedCall[];
  /** How calls are answered from now on; by 204 unless told. */
  answer: (reply: ServerResponse, call: ReceivedCall) => void;
  /** Checks a call as the specification says, by an implementation that is not ours. Throws. */
  verify(secret: string, call: ReceivedCall): unknown;
  /** The calls since it was asked last. */
  taken(): ReceivedCall[];
  close(): Promise<void>;
}

export async function openReceiver(port = 0): Promise<Receiver> {
  const calls: ReceivedCall[] = [];
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { headers, url = "" } = request;
    const call = { id: String(headers["webhook-id"]), path: url, headers, body, message: JSON.parse(body) };
    calls.push(call);
    receiver.answer(reply, call);
  });
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const at = (server.address() as AddressInfo).port;
  const receiver: Receiver = {
    address: `http://127.0.0.1:${at}/hooks`,
    port: at,
    calls,
    answer: (reply) => void reply.writeHead(204).end(),
    verify: (secret, { body, headers }) =>
      new Webhook(secret).verify(body, headers as Record<string, string>),
    taken: () => calls.splice(0),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
