import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";

/** Milliseconds within which rtpengine answers. */
const patience = 2_000;

/** The calls that rtpengine carries; it leaves those in which nobody has spoken for a while. Null where it does not answer. */
export async function carriedCalls(port: number): Promise<ReadonlySet<string> | null> {
  const socket = createSocket("udp4");
  // What was asked by the same name before is answered as it was then.
  const name = randomUUID();
  try {
    return await new Promise((done) => {
      const late = setTimeout(done, patience, null);
      socket.once("error", () => done(null));
      socket.once("message", (answer) => {
        clearTimeout(late);
        done(callsIn(answer.toString("latin1"), name));
      });
      socket.send(`${name} d7:command4:list5:limiti5000ee`, port, "127.0.0.1");
    });
  } finally {
    socket.close();
  }
}

/** The names of calls in the answer to what was asked by that name, `asked d5:callsl3:abc2:dee6:result2:oke`; null for what is none. */
export function callsIn(answer: string, asked: string): ReadonlySet<string> | null {
  const begin = answer.indexOf("5:callsl");
  if (!answer.startsWith(`${asked} d`) || begin === -1) return null;
  const calls = new Set<string>();
  let rest = answer.slice(begin + "5:callsl".length);
  for (;;) {
    if (rest.startsWith("e")) return calls;
    const [head = "", digits] = /^(\d{1,4}):/.exec(rest) ?? [];
    const end = head.length + Number(digits);
    if (!digits || rest.length < end) return null;
    calls.add(rest.slice(head.length, end));
    rest = rest.slice(end);
  }
}
