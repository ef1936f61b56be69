import type { Socket } from "node:net";
import { newId } from "#kernel/id";
import { childNamed, childrenNamed, type Element, encryptOver, openEgress } from "#platform";
import type { Runtime } from "#records";
import { isOwn } from "../connections/own-servers.ts";
import type { Connected } from "../messengers/connection.ts";
import { MessengerError } from "../messengers/messenger-error.ts";
import { spaces, words, xml } from "./element.ts";
import { openStream, type XmppStream } from "./stream.ts";

/** Milliseconds after which a server that says nothing is taken for gone. */
const silence = 180_000;
const greeting = 20_000;
/** Where servers of XMPP listen, also to who encrypts at once. */
const ports: ReadonlySet<number> = new Set([5222, 5223]);

export interface SignedIn {
  readonly socket: Socket;
  readonly stream: XmppStream;
  /** Our address with the device that we are. */
  readonly jid: string;
}

/** Opens a connection and signs in (RFC 6120). Throws `MessengerError`, `EgressError`. */
export async function signIn(runtime: Runtime, connected: Connected<"xmpp">): Promise<SignedIn> {
  const { host, port, security, jid } = connected.settings;
  if (security === "none" && !isOwn(runtime.settings, host)) throw new MessengerError("security");
  const usual = ports.has(port) ? port : 5222;
  const socket = await openEgress(runtime.settings).connect({ host, port, usual });
  // What breaks is told by the stream that ends.
  socket.on("error", () => {});
  const patience = setTimeout(() => socket.destroy(), greeting);
  try {
    const domain = jid.slice(jid.indexOf("@") + 1);
    const open = await encrypted(socket, domain, security);
    await prove(open.stream, open.features, connected);
    open.stream.leave();
    const bound = await bind(open.socket, domain);
    open.socket.setTimeout(silence, () => open.socket.destroy());
    return { socket: open.socket, ...bound };
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(patience);
  }
}

interface Greeted {
  readonly socket: Socket;
  readonly stream: XmppStream;
  readonly features: Element;
}

async function greeted(socket: Socket, domain: string): Promise<Greeted> {
  const stream = openStream(socket, domain);
  const features = await stream.next();
  if (features.name !== `{${spaces.stream}}features`) throw new MessengerError("answer");
  return { socket, stream, features };
}

async function encrypted(
  socket: Socket,
  domain: string,
  security: "tls" | "starttls" | "none",
): Promise<Greeted> {
  if (security === "none") return greeted(socket, domain);
  if (security === "tls") return greeted(await underTls(socket, domain), domain);
  const open = await greeted(socket, domain);
  if (!childNamed(open.features, `{${spaces.tls}}starttls`)) throw new MessengerError("security");
  await open.stream.send(xml("starttls", { xmlns: spaces.tls }));
  const answer = await open.stream.next();
  if (answer.name !== `{${spaces.tls}}proceed`) throw new MessengerError("security");
  open.stream.leave();
  return greeted(await underTls(socket, domain), domain);
}

/** The certificate is that of the domain, wherever its server stands (RFC 6120, 13.7.2). */
function underTls(socket: Socket, domain: string): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const over = encryptOver(socket, { host: domain, servername: domain }, () => resolve(over));
  over.on("error", () => reject(new MessengerError("security")));
  over.once("close", () => reject(new MessengerError("unreachable")));
  return promise;
}

async function prove(
  stream: XmppStream,
  features: Element,
  { settings, secrets }: Connected<"xmpp">,
): Promise<void> {
  const offered = childrenNamed(
    childNamed(features, `{${spaces.sasl}}mechanisms`),
    `{${spaces.sasl}}mechanism`,
  );
  if (!offered.some(({ text }) => text === "PLAIN")) throw new MessengerError("sign_in");
  const user = settings.jid.slice(0, settings.jid.indexOf("@"));
  const proof = Buffer.from(`\0${user}\0${secrets.token}`).toString("base64");
  await stream.send(xml("auth", { xmlns: spaces.sasl, mechanism: "PLAIN" }, [proof]));
  const answer = await stream.next();
  if (answer.name === `{${spaces.sasl}}success`) return;
  const isForNow = childNamed(answer, `{${spaces.sasl}}temporary-auth-failure`);
  throw new MessengerError(isForNow ? "unreachable" : "sign_in");
}

async function bind(socket: Socket, domain: string): Promise<{ stream: XmppStream; jid: string }> {
  const { stream } = await greeted(socket, domain);
  const resource = xml("resource", {}, [words(`rapport-${newId().slice(-12)}`)]);
  await stream.send(
    xml("iq", { type: "set", id: "bind" }, [xml("bind", { xmlns: spaces.bind }, [resource])]),
  );
  const answer = await stream.next();
  const jid = childNamed(childNamed(answer, `{${spaces.bind}}bind`), `{${spaces.bind}}jid`)?.text;
  if (!jid) throw new MessengerError("answer");
  return { stream, jid };
}
