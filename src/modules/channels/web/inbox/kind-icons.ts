/** What kinds of channels look like. */
export const kindIcon = (kind: string): string => kindIcons[kind] ?? "device-mobile-message";

const kindIcons: Readonly<Record<string, string>> = {
  mailbox: "mail",
  chat: "message-circle",
  telephone: "phone",
  form: "forms",
  mastodon: "world",
};
