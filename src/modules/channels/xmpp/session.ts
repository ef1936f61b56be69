import { newId } from "#kernel/id";
import type { Element } from "#platform";
import type { Runtime } from "#records";
import type { Connected } from "../messengers/connection.ts";
import { MessengerError } from "../messengers/messenger-error.ts";
import { bare, spaces, textOf, xml } from "./element.ts";
import { signIn } from "./signing-in.ts";

/** Milliseconds between questions whether the server is still there, and until it has answered one. */
const askAgain = 60_000;
const patience = 30_000;

/** We as somebody who is signed in. */
export interface Session {
  /** Our address, without the device. */
  readonly own: string;
  /** Aborted when the connection is over. */
  readonly over: AbortSignal;
  send(stanza: string): Promise<void>;
  /** Asks the server; its answer may be an error. Throws `MessengerError` where none comes. */
  ask(type: "get" | "set", question: string): Promise<Element>;
  /** Reads on until the connection is over or `hear` throws, one stanza after the other; whoever asks waits meanwhile. */
  listen(hear: (stanza: Element) => Promise<void>): Promise<never>;
  close(): void;
}

export async function openSession(runtime: Runtime, connected: Connected<"xmpp">): Promise<Session> {
  const { socket, stream, jid } = await signIn(runtime, connected);
  const asked = new Map<string, PromiseWithResolvers<Element>>();
  const over = new AbortController();
  const close = (): void => {
    over.abort();
    for (const { reject } of asked.values()) reject(new MessengerError("unreachable"));
    asked.clear();
    socket.destroy();
  };
  socket.once("close", close);
  const session: Session = {
    own: bare(jid),
    over: over.signal,
    send: stream.send,
    async ask(type, question) {
      const id = newId();
      const answer = Promise.withResolvers<Element>();
      asked.set(id, answer);
      const late = setTimeout(close, patience);
      try {
        await stream.send(xml("iq", { type, id }, [question]));
        return await answer.promise;
      } finally {
        clearTimeout(late);
        asked.delete(id);
      }
    },
    async listen(hear) {
      const beats = setInterval(() => void session.ask("get", ping).catch(close), askAgain);
      try {
        for (;;) {
          const stanza = await stream.next();
          const { id = "", type = "", from } = stanza.attributes;
          if (stanza.name !== `{${spaces.client}}iq`) await hear(stanza);
          else if (type === "get" || type === "set") await stream.send(answerTo(stanza));
          // Nobody else answers what the server was asked.
          else if (from === undefined || bare(from) === session.own) asked.get(id)?.resolve(stanza);
        }
      } finally {
        clearInterval(beats);
      }
    },
    close,
  };
  return session;
}

export const ping = xml("ping", { xmlns: spaces.ping });

/** We are asked whether we are there; of all else we know nothing (RFC 6120, 8.2.3). */
function answerTo({ attributes: { id, from }, children }: Element): string {
  if (children[0]?.name === `{${spaces.ping}}ping`) return xml("iq", { type: "result", id, to: from });
  const error = xml("error", { type: "cancel" }, [xml("service-unavailable", { xmlns: spaces.stanzas })]);
  return xml("iq", { type: "error", id, to: from }, [...children.map(textOf), error]);
}
