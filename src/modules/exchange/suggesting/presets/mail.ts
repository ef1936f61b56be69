import { externalId } from "../../contract/targets.ts";
import type { Preset } from "./preset.ts";

/** Mails and those who wrote them, as they become rows in `reading/mail`. */
export const mail: Preset = {
  system: "mail",
  title: "E-mail",
  files: [
    {
      entity: "correspondents",
      object: "person",
      signature: ["Correspondent", "E-mail"],
      key: "email",
      // Who is known is called what we call them.
      existing: "skip",
      columns: { Correspondent: "name", "E-mail": "email" },
    },
    {
      entity: "messages",
      object: "interaction",
      signature: ["When", "Direction", "Contact", "Message-ID"],
      key: null,
      existing: "skip",
      columns: {
        When: "at",
        Channel: "channel",
        Kind: "kind",
        Direction: "direction",
        Contact: { to: "party", others: "fail" },
        "Our colleague": { to: "agent", others: "empty" },
        Subject: "subject",
        Text: "body",
        Attachments: "body",
        "Message-ID": externalId,
      },
    },
  ],
};
