import { createSocket } from "node:dgram";

/** So often, a tenth of a second apart, the program that carries what is spoken is asked whether it is there by now. */
const mostTries = 100;

/** Resolves once rtpengine answers: Kamailio, started before, would not ask it again for a minute. Throws where it never does. */
export async function mediaReady(port: number): Promise<void> {
  const socket = createSocket("udp4");
  try {
    await new Promise<void>((ready, fail) => {
      let tries = 0;
      const asking = setInterval(() => {
        if (++tries > mostTries) fail(new Error("rtpengine does not answer"));
        else socket.send("1 d7:command4:pinge", port, "127.0.0.1");
      }, 100);
      socket.on("error", () => {});
      socket.once("message", () => ready());
      socket.once("close", () => clearInterval(asking));
    });
  } finally {
    socket.close();
  }
}
