import type { MailboxShown, MailboxWritten, MailServer } from "../../contract/mailboxes.ts";

export type SignIn = MailboxWritten["settings"]["signIn"];

/** What stands in the fields of a mailbox, as it is typed. */
export interface MailboxForm {
  readonly name: string;
  readonly address: string;
  readonly personal: boolean;
  readonly active: boolean;
  readonly fromName: string;
  readonly signature: string;
  readonly imap: MailServer;
  readonly reads: boolean;
  readonly folder: string;
  readonly smtp: MailServer;
  readonly sends: boolean;
  readonly userName: string;
  readonly signIn: SignIn;
  readonly password: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly plusAddresses: boolean;
  readonly trusts: string;
  readonly sealers: string;
  readonly keepsSent: boolean;
  readonly noticesOpening: boolean;
  readonly confirmation: MailboxWritten["settings"]["confirmation"];
}

interface Provider {
  readonly imap: MailServer;
  readonly smtp: MailServer;
  readonly signIn: SignIn;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly scope: string;
  readonly plusAddresses: boolean;
  readonly trusts: string;
  readonly keepsSent: boolean;
}

/** Those that most mailboxes are at; what they publish of how they are reached. */
export const providers: Readonly<Record<"other" | "google" | "microsoft", Provider>> = {
  other: {
    imap: { host: "", port: 993, security: "tls" },
    smtp: { host: "", port: 587, security: "starttls" },
    signIn: "password",
    authorizationEndpoint: "",
    tokenEndpoint: "",
    scope: "",
    plusAddresses: false,
    trusts: "",
    keepsSent: true,
  },
  google: {
    imap: { host: "imap.gmail.com", port: 993, security: "tls" },
    smtp: { host: "smtp.gmail.com", port: 465, security: "tls" },
    signIn: "oauth",
    authorizationEndpoint: "https://accounts.google.com/o/oauth2/v2/auth",
    tokenEndpoint: "https://oauth2.googleapis.com/token",
    scope: "https://mail.google.com/",
    plusAddresses: true,
    trusts: "mx.google.com",
    keepsSent: false,
  },
  microsoft: {
    imap: { host: "outlook.office365.com", port: 993, security: "tls" },
    smtp: { host: "smtp.office365.com", port: 587, security: "starttls" },
    signIn: "oauth",
    authorizationEndpoint: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    tokenEndpoint: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    scope:
      "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
    plusAddresses: true,
    trusts: "",
    keepsSent: false,
  },
};
export type ProviderName = keyof typeof providers;

/** The port that goes with how a server is spoken to. */
export function portOf(protocol: "imap" | "smtp", security: MailServer["security"]): number {
  if (protocol === "imap") return security === "tls" ? 993 : 143;
  return security === "tls" ? 465 : security === "starttls" ? 587 : 25;
}

export function formOf(mailbox: MailboxShown | null, personal: boolean): MailboxForm {
  const { imap, smtp, ...standard } = providers.other;
  const settings = mailbox?.settings;
  const { folder, ...reading } = settings?.imap ?? { ...imap, folder: "INBOX" };
  return {
    name: mailbox?.name ?? "",
    address: mailbox?.address ?? "",
    personal: mailbox?.personal ?? personal,
    active: mailbox?.active ?? true,
    fromName: mailbox?.from_name ?? "",
    signature: mailbox?.signature ?? "",
    imap: reading,
    reads: settings ? settings.imap !== null : true,
    folder,
    smtp: settings?.smtp ?? smtp,
    sends: settings ? settings.smtp !== null : true,
    userName: settings?.userName ?? "",
    signIn: settings?.signIn ?? standard.signIn,
    password: "",
    authorizationEndpoint: settings?.oauth?.authorizationEndpoint ?? "",
    tokenEndpoint: settings?.oauth?.tokenEndpoint ?? "",
    clientId: settings?.oauth?.clientId ?? "",
    clientSecret: "",
    scope: settings?.oauth?.scope ?? "",
    plusAddresses: settings?.plusAddresses ?? standard.plusAddresses,
    trusts: settings?.trusts ?? "",
    sealers: settings?.sealers?.join(", ") ?? "",
    keepsSent: settings ? (settings.keepsSent ?? false) : standard.keepsSent,
    noticesOpening: settings?.noticesOpening ?? false,
    confirmation: settings?.confirmation ?? {},
  };
}

export function writtenOf(form: MailboxForm): MailboxWritten {
  const { password, clientSecret, authorizationEndpoint, tokenEndpoint, clientId, scope } = form;
  const isOauth = form.signIn === "oauth";
  return {
    name: form.name.trim() || form.address.trim(),
    address: form.address.trim(),
    from_name: form.fromName.trim() || null,
    signature: form.signature.trim() || null,
    active: form.active,
    settings: {
      imap: form.reads ? { ...form.imap, folder: form.folder.trim() || "INBOX" } : null,
      smtp: form.sends ? form.smtp : null,
      userName: form.userName.trim() || form.address.trim(),
      signIn: form.signIn,
      oauth: isOauth ? { authorizationEndpoint, tokenEndpoint, clientId, ...(scope && { scope }) } : null,
      plusAddresses: form.plusAddresses,
      trusts: form.trusts.trim(),
      sealers: form.sealers.split(/[\s,;]+/).filter(Boolean),
      keepsSent: form.keepsSent,
      noticesOpening: form.noticesOpening,
      confirmation: Object.fromEntries(Object.entries(form.confirmation).filter(([, text]) => text?.trim())),
    },
    secrets: {
      ...(form.signIn === "password" && password && { password }),
      ...(isOauth && clientSecret && { clientSecret }),
    },
  };
}
