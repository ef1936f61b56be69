import { externalId } from "../../contract/targets.ts";
import { groups } from "./google-contacts.ts";
import type { Place, Preset } from "./preset.ts";

const shared: Readonly<Record<string, string | Place | readonly Place[]>> = {
  Notes: "description",
  Roles: "roles",
  Language: "language",
  "Time Zone": "time_zone",
  Telegram: "contact_points.telegram",
  WhatsApp: "contact_points.whatsapp",
  Viber: "contact_points.viber",
  VK: "contact_points.vk",
  Skype: "contact_points.skype",
  Messenger: "contact_points.other",
  UID: externalId,
  ...groups("Label"),
};

/** Cards, as they become rows in `reading/vcard`. */
export const vcard: Preset = {
  system: "vcard",
  title: "vCard",
  files: [
    {
      entity: "contacts",
      object: "person",
      signature: ["First Name", "Last Name", "UID"],
      key: "email",
      columns: {
        "First Name": "name.given",
        "Middle Name": "name.middle",
        "Last Name": "name.family",
        "Organization Name": "company",
        "Organization Title": "job_title",
        Birthday: "birth_date",
        Gender: "gender",
        ...shared,
      },
    },
    {
      entity: "companies",
      object: "company",
      signature: ["Organization Name", "UID"],
      without: ["First Name", "Last Name"],
      key: "email",
      columns: { "Organization Name": "name", ...shared },
    },
  ],
};
