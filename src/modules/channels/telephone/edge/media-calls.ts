import { createSocket } from "node:dgram";

/** Milliseconds within which rtpengine answers. */
const patience = 2_000;
const question = "list d7:command4:list5:limiti5000ee";

/** The calls that rtpengine carries; it leaves those in which nobody has spoken for a while. Null where it does not answer. */
export async function carriedCalls(port: number): Promise<ReadonlySet<string> | null> {
  const socket = createSocket("udp4");
  try {
    return await new Promise((done) => {
      const late = setTimeout(done, patience, null);
      socket.once("error", () => done(null));
      socket.once("message", (answer) => {
        clearTimeout(late);
        done(callsIn(answer.toString("latin1")));
      });
      socket.send(question, port, "127.0.0.1");
    });
  } finally {
    socket.close();
  }
}

/** The names of calls in an answer, `list d5:callsl3:abc2:dee6:result2:oke`; null for what is none. */
export function callsIn(answer: string): ReadonlySet<string> | null {
  const begin = answer.indexOf("5:callsl");
  if (!answer.startsWith("list d") || begin === -1) return null;
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
