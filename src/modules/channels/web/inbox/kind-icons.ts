/** What kinds of channels look like. */
export const kindIcons: Readonly<Record<string, string>> = {
  mailbox: "mail",
  chat: "messages",
  telephone: "phone",
  form: "writing",
  mastodon: "world",
};
