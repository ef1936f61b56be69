import { once } from "node:events";
import type { ImapFlow } from "imapflow";
import type { Runtime } from "#records";
import { keepUp } from "../../connections/keeping-up.ts";
import { MailboxTrouble, troubleOf } from "../connecting/trouble.ts";
import { mailboxOf } from "../connecting/stored-connection.ts";
import { fetchNew } from "./fetching.ts";
import { openImap } from "./imap-client.ts";

/** Milliseconds after which it is looked even if the server said nothing. */
const look = 60_000;

/** Listens to one mailbox until told to stop: fetches what is new, waits for the server to say that there is more, and again. */
export const listenTo = (runtime: Runtime, account: string, stopping: AbortSignal): Promise<void> =>
  keepUp({
    runtime,
    account,
    stopping,
    troubleOf,
    listen: (isWell) => listen({ runtime, account, stopping }, isWell),
  });

interface Listening {
  readonly runtime: Runtime;
  readonly account: string;
  readonly stopping: AbortSignal;
}

async function listen({ runtime, account, stopping }: Listening, isWell: () => Promise<void>): Promise<void> {
  const mailbox = await mailboxOf(runtime, account);
  if (!mailbox?.settings.imap) throw new MailboxTrouble("address");
  const client = await openImap(runtime, mailbox);
  const close = () => client.close();
  stopping.addEventListener("abort", close, { once: true });
  try {
    await client.mailboxOpen(mailbox.settings.imap.folder, { readOnly: true });
    while (!stopping.aborted) {
      const told = news(client);
      await fetchNew(runtime, client, account);
      await isWell();
      await told(stopping);
      if (!client.usable) throw new MailboxTrouble("unreachable");
    }
  } finally {
    stopping.removeEventListener("abort", close);
    client.close();
  }
}

/** Begins to hear before it is looked, so that what comes in between is not missed; then waits for it, or for the next look. */
function news(client: ImapFlow): (stopping: AbortSignal) => Promise<void> {
  let came = false;
  const more = new AbortController();
  const hear = () => {
    came = true;
    more.abort();
  };
  client.on("exists", hear);
  client.on("close", hear);
  return async (stopping) => {
    try {
      if (came) return;
      const over = AbortSignal.any([more.signal, stopping, AbortSignal.timeout(look)]);
      // Ends by itself with the next command.
      void client.idle().catch(() => {});
      if (!over.aborted) await once(over, "abort");
    } finally {
      client.off("exists", hear);
      client.off("close", hear);
    }
  };
}
