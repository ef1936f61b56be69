import { createHash } from "node:crypto";
import { once } from "node:events";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { sql } from "kysely";
import type { Runtime, Watch } from "#records";
import { keepArrivals } from "../../taking-in/receipts.ts";
import { settleAll } from "../fetching/fetching.ts";
import { largestMail } from "../reading/parsing.ts";
import { checkMail } from "../verifying/checking.ts";
import { markOf } from "../verifying/mark.ts";
import { withoutTag } from "../threading/reply-addresses.ts";

/** As many as are spoken to at once, and to how many mailboxes one mail may go. */
const most = { clients: 100, recipients: 100 } as const;
/** Settled in one go. */
const batch = 100;
/** Milliseconds after which who says nothing is hung up on. */
const silence = 60_000;

/**
 * Takes mail in from a mail server, by SMTP or LMTP, where the operator says so; for the addresses of mailboxes alone. It is answered
 * that we have a mail once it is written down; where it cannot be, the other side keeps it and comes again.
 */
export const takeMailIn: Watch = async (runtime, stopping) => {
  const { mailListen } = runtime.settings;
  if (!mailListen) {
    if (!stopping.aborted) await once(stopping, "abort");
    return;
  }
  const server = serverFor(runtime, mailListen.protocol === "lmtp");
  const broken = new Promise<never>(
    (_resolve, reject) =>
      void server.on("error", (error: NodeJS.ErrnoException) => {
        // Of a single caller: theirs alone.
        if (error.code === "EADDRINUSE" || error.code === "EACCES") reject(error);
      }),
  );
  server.listen(mailListen.port, mailListen.host);
  try {
    if (!stopping.aborted) await Promise.race([once(stopping, "abort"), broken]);
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
};

/** Settles what was written down, in turn, however many bring something at once; what a stop leaves is settled by the clock. */
function settler(runtime: Runtime): (ids: readonly string[]) => void {
  const waiting: string[] = [];
  let isSettling = false;
  return (ids) => {
    waiting.push(...ids);
    if (isSettling) return;
    isSettling = true;
    void (async () => {
      while (waiting.length > 0) await settleAll(runtime, waiting.splice(0, batch));
      isSettling = false;
    })();
  };
}

function serverFor(runtime: Runtime, lmtp: boolean): SMTPServer {
  const settle = settler(runtime);
  return new SMTPServer({
    lmtp,
    name: URL.parse(runtime.settings.baseUrl)?.hostname || "rapport",
    banner: "Rapport",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: largestMail,
    maxClients: most.clients,
    socketTimeout: silence,
    closeTimeout: 5_000,
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= most.recipients) return done(refusal(452, "Too many recipients"));
      mailboxesAt(runtime, [address]).then(
        (accounts) => done(accounts.length > 0 ? null : refusal(550, "No such mailbox here")),
        () => done(refusal(451, "Come again later")),
      );
    },
    onData(stream, session, done) {
      receive(runtime, stream, session).then(
        (ids) => {
          done(null);
          settle(ids);
        },
        (error: unknown) => done(error instanceof Refusal ? error : refusal(451, "Come again later")),
      );
    },
  });
}

class Refusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

const refusal = (code: number, message: string): Refusal => new Refusal(code, message);

/** Writes a mail down for each mailbox that it is for. Answers the receipts that are new. */
async function receive(
  runtime: Runtime,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<string[]> {
  const { envelope } = session;
  const pieces: Buffer[] = [];
  // All of it is read, also what is too much: the other side hears nothing before it has said everything.
  for await (const piece of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) pieces.push(piece);
  if (stream.sizeExceeded) throw refusal(552, "Larger than we take");
  const to = envelope.rcptTo.map(({ address }) => address);
  const boxes = await mailboxesAt(runtime, to);
  const body = Buffer.concat(pieces);
  const from = envelope.mailFrom ? envelope.mailFrom.address : "";
  // Who comes again because our answer was lost brings the same bytes.
  const sourceId = `taken/${createHash("sha256").update(body).digest("hex")}`;
  const said = await checkMail(body, {
    address: session.remoteAddress,
    helo: session.hostNameAppearsAs,
    from,
  });
  return runtime.database.transaction().execute(async (db) => {
    const kept: string[] = [];
    for (const { id, address } of boxes) {
      const own = to.filter((one) => withoutTag(one) === address);
      const mail = Buffer.concat([Buffer.from(headOf(from, own)), body]);
      // Before everything: what follows may be as long as others make it.
      const mark = said === null ? "" : markOf(runtime.settings, said, mail);
      const raw = Buffer.concat([Buffer.from(mark), mail]);
      kept.push(...(await keepArrivals(db, id, [{ sourceId, raw }])));
    }
    return kept;
  });
}

/** What the envelope says that the mail may not: to whom of a mailbox it went, and to whom nothing is to be answered. */
function headOf(from: string, to: readonly string[]): string {
  const safe = (address: string) => address.replace(/[\s<>]/g, "").slice(0, 320);
  return [`Return-Path: <${safe(from)}>`, ...to.map((address) => `Delivered-To: ${safe(address)}`), ""].join(
    "\r\n",
  );
}

/** A personal mailbox is handed what is for its user, and nothing else, whatever address it was given. */
async function mailboxesAt(
  { database }: Runtime,
  addresses: readonly string[],
): Promise<{ readonly id: string; readonly address: string }[]> {
  const { rows } = await sql<{ id: string; address: string }>`
    select a.id, lower(a.address) as address from channel_accounts a left join users u on u.id = a.user_id
    where a.kind = 'mailbox' and a.active and a.archived_at is null
      and (a.user_id is null or (u.email = lower(a.address) and u.archived_at is null))
      and lower(a.address) = any(${addresses.map(withoutTag)}::text[]) order by a.id`.execute(database);
  return rows;
}
