import type { ChannelAdapter } from "../adapter.ts";
import { largestFile } from "#platform/contract";
import { readMail } from "./reading/incoming-mail.ts";
import { answerAddressesShown } from "./sending/answer-addresses.ts";
import { sendMail } from "./sending/sending.ts";
import { markNewcomer } from "./threading/newcomers.ts";
import { keyOfMail, keyOfReply } from "./threading/keys.ts";
import { messageIdOf } from "./threading/message-ids.ts";

/** Plays mailboxes: reads mail that came, and sends it by SMTP. */
export const mailbox: ChannelAdapter = {
  kind: "mailbox",
  abilities: {
    html: true,
    subject: true,
    recipients: true,
    files: largestFile,
    length: 200_000,
    delivered: false,
    read: false,
    answersWithin: null,
    begins: true,
  },
  read: readMail,
  takenIn: markNewcomer,
  send: sendMail,
  answersTo: answerAddressesShown,
  identify({ settings }, account, message) {
    const externalId = messageIdOf(settings, message);
    return { externalId, keys: [keyOfMail(account, externalId), keyOfReply(account, message)] };
  },
};
