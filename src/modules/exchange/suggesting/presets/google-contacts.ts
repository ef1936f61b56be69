import type { Place, Preset } from "./preset.ts";
import { orElse } from "./preset.ts";

/** Several values of one group in a cell. */
const separator = ":::";

/** Numbered groups that both layouts have; they call what says the kind of each otherwise. */
export function groups(kind: "Label" | "Type"): Record<string, Place | readonly Place[]> {
  return {
    "E-mail # - Value": [
      { to: "email", separator, labelColumn: `E-mail # - ${kind}` },
      { ...orElse(4, "name"), separator },
    ],
    "Phone # - Value": [
      { to: "phone", separator, labelColumn: `Phone # - ${kind}` },
      { ...orElse(5, "name"), separator },
    ],
    "Website # - Value": { to: "website", separator, labelColumn: `Website # - ${kind}` },
    "Address # - Street": { to: "address.street" },
    "Address # - Extended Address": { to: "address.street" },
    "Address # - PO Box": { to: "address.street" },
    "Address # - City": { to: "address.city" },
    "Address # - Region": { to: "address.region" },
    "Address # - Postal Code": { to: "address.postal_code" },
    "Address # - Country": { to: "address.country", others: "empty" },
    "Address # - Formatted": orElse(10, "address.street"),
  };
}

export const googleContacts: Preset = {
  system: "google",
  title: "Google Contacts",
  files: [
    {
      entity: "contacts",
      object: "person",
      signature: [
        "First Name",
        "Last Name",
        "Labels",
        ["E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Value"],
      ],
      key: "email",
      columns: {
        "First Name": "name.given",
        "Middle Name": "name.middle",
        "Last Name": "name.family",
        Nickname: orElse(1, "name"),
        "File As": orElse(2, "name"),
        "Organization Name": ["company", orElse(3, "name")],
        "Organization Title": "job_title",
        Birthday: "birth_date",
        Notes: "description",
        ...groups("Label"),
      },
      leftOut: ["Photo"],
    },
    {
      entity: "contacts",
      layout: "old",
      object: "person",
      signature: ["Given Name", "Family Name", "Group Membership"],
      key: "email",
      columns: {
        "Given Name": "name.given",
        "Additional Name": "name.middle",
        "Family Name": "name.family",
        Name: orElse(1, "name"),
        Nickname: orElse(2, "name"),
        "Organization 1 - Name": ["company", orElse(3, "name")],
        "Organization 1 - Title": "job_title",
        Birthday: "birth_date",
        Gender: "gender",
        Notes: "description",
        ...groups("Type"),
      },
      leftOut: ["Photo"],
    },
  ],
};
