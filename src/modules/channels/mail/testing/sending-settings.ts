import { mailboxSettings, type MailboxSettings } from "../../contract/mailboxes.ts";

/** How a mailbox is reached that sends by the server at `url` and is fetched from nowhere; with what else it is to be told. */
export function sendingBy(url: string, more: Partial<MailboxSettings> = {}): MailboxSettings {
  const { hostname, port } = new URL(url);
  return mailboxSettings.parse({
    imap: null,
    smtp: { host: hostname, port: Number(port), security: "none" },
    userName: "",
    signIn: "none",
    oauth: null,
    plusAddresses: false,
    confirmation: {},
    ...more,
  });
}
