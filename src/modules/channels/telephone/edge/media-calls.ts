import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";

/** Milliseconds within which rtpengine answers. */
const patience = 2_000;

/** The calls that rtpengine carries; it leaves those in which nobody has spoken for a while. Null where it does not answer. */
export async function carriedCalls(port: number): Promise<ReadonlySet<string> | null> {
  const answer = await asked(port, "d7:command4:list5:limiti5000ee");
  return answer === null ? null : callsIn(answer);
}

/** Has it record a call no more. */
export async function stopRecording(port: number, call: string): Promise<void> {
  await asked(port, `d7:call-id${Buffer.byteLength(call)}:${call}7:command14:stop recordinge`);
}

/** What it answers, behind the name of the question; null where it does not. */
async function asked(port: number, question: string): Promise<string | null> {
  const socket = createSocket("udp4");
  // What was asked by the same name before is answered as it was then.
  const name = randomUUID();
  try {
    return await new Promise((done) => {
      const late = setTimeout(done, patience, null);
      socket.once("error", () => done(null));
      socket.once("message", (answer) => {
        clearTimeout(late);
        const said = answer.toString("latin1");
        done(said.startsWith(`${name} `) ? said.slice(name.length + 1) : null);
      });
      socket.send(`${name} ${question}`, port, "127.0.0.1");
    });
  } finally {
    socket.close();
  }
}

/** The names of calls in an answer, `d5:callsl3:abc2:dee6:result2:oke`; null for what is none. */
export function callsIn(answer: string): ReadonlySet<string> | null {
  const begin = answer.indexOf("5:callsl");
  if (!answer.startsWith("d") || begin === -1) return null;
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
