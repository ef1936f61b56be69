import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A connection to a program of ours on this machine; null where nobody listens. No address of a stranger comes here. */
export function connectHere(port: number): Promise<Socket | null> {
  const socket = connect(port, "127.0.0.1");
  return new Promise((done) => {
    socket.once("connect", () => done(socket));
    socket.once("error", () => done(null));
  });
}

/** A port of this machine that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  server.close();
  return port;
}
