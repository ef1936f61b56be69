/** Kinds of accounts, each with the channel that its contacts come by. A kind is played by one adapter. */
export const channelOfKind = {
  mailbox: "email",
  chat: "chat",
  telephone: "phone",
  form: "web_form",
  telegram: "messenger",
  whatsapp: "messenger",
  viber: "messenger",
  vk: "messenger",
  sms: "messenger",
  smpp: "messenger",
  xmpp: "messenger",
  mastodon: "social_network",
} as const;

/** Kinds whose connection one process holds, which alone hands over what goes out by it. */
export const heldKinds = ["xmpp", "smpp"] as const satisfies readonly (keyof typeof channelOfKind)[];

export type AccountKind = keyof typeof channelOfKind;
export const accountKinds = Object.keys(channelOfKind) as [AccountKind, ...AccountKind[]];

/** Channels by which a conversation is carried on. */
export const conversationChannels = [
  "email",
  "chat",
  "phone",
  "web_form",
  "messenger",
  "social_network",
] as const;
export type ConversationChannel = (typeof conversationChannels)[number];

/** The kind of contact point by which a party is recognised on an account; chats and forms go by the address that is left there. */
export const contactOfKind: Readonly<Record<AccountKind, string>> = {
  mailbox: "email",
  chat: "email",
  telephone: "phone",
  form: "email",
  telegram: "telegram",
  whatsapp: "whatsapp",
  viber: "viber",
  vk: "vk",
  sms: "phone",
  smpp: "phone",
  xmpp: "other",
  mastodon: "other",
};
