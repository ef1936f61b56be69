import type { MessengerKind } from "../contract/messengers.ts";
import { mastodon } from "../mastodon/mastodon.ts";
import { smpp } from "../smpp/smpp.ts";
import { sms } from "../sms/sms.ts";
import { telegram } from "../telegram/telegram.ts";
import { whatsapp } from "../whatsapp/whatsapp.ts";
import { viber } from "../viber/viber.ts";
import { vk } from "../vk/vk.ts";
import { xmpp } from "../xmpp/xmpp.ts";
import type { Messenger } from "./messenger.ts";

/** Who plays which messenger. A new one is a folder, its settings in the contract and a line here. */
export const messengers: Readonly<Record<MessengerKind, Messenger>> = {
  telegram,
  whatsapp,
  sms,
  smpp,
  viber,
  vk,
  xmpp,
  mastodon,
};

export const messengerOf = (kind: MessengerKind): Messenger => messengers[kind];
