import { AppError } from "#kernel/error";
import type { BrowserSocket } from "#records";
import { edgeKey, edgeNow } from "./edge-place.ts";
import { connectHere } from "./loopback.ts";
import { nameOfAgent } from "./messages.ts";

/**
 * The way of a browser to the edge, by the address that it has everything else from: it has proven who it is already, so that there
 * is no password of a telephone. The edge is told whose the connection is, and takes nothing by it in the name of somebody else.
 */
export const browserLine: BrowserSocket = {
  path: "/telephone/socket",
  speaks: "sip",
  permission: "conversations:answer",
  perUser: 4,
  async open(runtime, userId, { socket, key }) {
    const edge = await edgeNow(runtime.database);
    if (!edge?.socketPort) throw new AppError("telephone_off");
    const line = await connectHere(edge.socketPort);
    if (!line) throw new AppError("telephone_off");
    line.on("error", () => socket.destroy());
    line.once("close", () => socket.destroy());
    socket.once("close", () => line.destroy());
    line.write(
      [
        "GET / HTTP/1.1",
        `Host: 127.0.0.1:${edge.socketPort}`,
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: sip",
        `Sec-WebSocket-Key: ${key}`,
        `X-Rapport-Agent: ${nameOfAgent(userId)}`,
        `X-Rapport-Key: ${edgeKey(runtime.settings)}`,
        "\r\n",
      ].join("\r\n"),
    );
    socket.pipe(line).pipe(socket);
  },
};
