import type { Socket } from "node:net";
import { SaxesParser, type SaxesTagNS } from "saxes";
import type { Element } from "#platform";
import { MessengerError } from "../messengers/messenger-error.ts";
import { spaces, words } from "./element.ts";

/** How deep a stanza is kept, how many elements and letters of it; how many may wait for us; and letters of what never ends. */
const most = {
  depth: 30,
  elements: 2000,
  letters: 512 * 1024,
  waiting: 200,
  lettersWaiting: 2_000_000,
  endless: 16 * 1024 * 1024,
} as const;

/** One XML stream over a socket (RFC 6120, 4). After encryption and after signing in a new one begins. */
export interface XmppStream {
  /** Ends once it is handed over to the machine. */
  send(stanza: string): Promise<void>;
  /** The next stanza. Throws `MessengerError` where the stream is over. */
  next(): Promise<Element>;
  /** Listens no more; the socket stays open. */
  leave(): void;
}

export function openStream(socket: Socket, domain: string): XmppStream {
  const ready: { readonly stanza: Element; readonly letters: number }[] = [];
  let held = 0;
  let waiting: PromiseWithResolvers<Element> | undefined;
  let over: MessengerError | undefined;
  const end = (trouble: "answer" | "unreachable"): void => {
    over ??= new MessengerError(trouble);
    waiting?.reject(over);
    waiting = undefined;
    if (trouble === "answer") socket.destroy();
  };
  const take = readerOf((stanza, letters) => {
    if (waiting) waiting.resolve(stanza);
    else {
      ready.push({ stanza, letters });
      held += letters;
    }
    waiting = undefined;
    if (ready.length >= most.waiting || held >= most.lettersWaiting) socket.pause();
  });
  const hear = (piece: string): void => {
    try {
      take(piece);
    } catch {
      end("answer");
    }
  };
  const close = (): void => end("unreachable");
  socket.setEncoding("utf8");
  socket.on("data", hear);
  socket.on("close", close);
  socket.write(
    `<?xml version="1.0"?><stream:stream to="${words(domain)}" version="1.0" xmlns="${spaces.client}" xmlns:stream="${spaces.stream}">`,
  );
  return {
    send: (stanza) =>
      new Promise((resolve, reject) => {
        if (over) reject(over);
        else socket.write(stanza, (error) => (error ? reject(error) : resolve()));
      }),
    next() {
      const first = ready.shift();
      held -= first?.letters ?? 0;
      if (ready.length < most.waiting && held < most.lettersWaiting) socket.resume();
      if (first) return Promise.resolve(first.stanza);
      if (over || socket.destroyed) return Promise.reject(over ?? new MessengerError("unreachable"));
      waiting = Promise.withResolvers();
      return waiting.promise;
    },
    leave() {
      socket.off("data", hear);
      socket.off("close", close);
      over = new MessengerError("unreachable");
    },
  };
}

type Open = { -readonly [Key in keyof Element]: Element[Key] } & { children: Element[] };

/**
 * Puts together stanzas of the pieces in which they come. Of one that is deeper or larger than it may be the rest is dropped: a stranger sent
 * it, and our server would bring it again however often the line were left. Throws where they are none.
 */
function readerOf(tell: (stanza: Element, letters: number) => void): (piece: string) => void {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  let size = { letters: 0, elements: 0, dropped: 0 };
  let since = 0;
  let isBegun = false;
  const fail = (): never => {
    throw new Error("no stream of XMPP");
  };
  const add = (text: string): void => {
    const inside = open.at(-1);
    if (!inside || size.dropped > 0 || size.letters > most.letters) return;
    size.letters += text.length;
    inside.text += text;
  };
  parser.on("error", fail);
  parser.on("doctype", fail);
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("opentag", (tag: SaxesTagNS) => {
    if (!isBegun) return void (isBegun = true);
    const isLarge = ++size.elements > most.elements || size.letters > most.letters;
    if (size.dropped > 0 || open.length >= most.depth || (isLarge && open.length > 0))
      return void size.dropped++;
    open.push({ ...namedBy(tag), line: parser.line, children: [], text: "" });
  });
  parser.on("closetag", () => {
    if (size.dropped > 0) return void size.dropped--;
    const closed = open.pop();
    if (!closed) return;
    const around = open.at(-1);
    if (around) return void around.children.push(closed);
    const letters = since;
    size = { letters: 0, elements: 0, dropped: 0 };
    since = 0;
    tell(closed, letters);
  });
  return (piece) => {
    since += piece.length;
    if (since > most.endless) fail();
    parser.write(piece);
  };
}

function namedBy({ uri, local, attributes }: SaxesTagNS): Pick<Open, "name" | "attributes"> {
  const said = Object.values(attributes).filter(
    ({ prefix, local: name }) => prefix !== "xmlns" && name !== "xmlns",
  );
  return {
    name: `{${uri}}${local}`,
    attributes: Object.fromEntries(said.map(({ local: name, value }) => [name, value])),
  };
}
