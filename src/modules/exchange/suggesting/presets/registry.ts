import { amocrm } from "./amocrm.ts";
import { bitrix24 } from "./bitrix24.ts";
import { googleContacts } from "./google-contacts.ts";
import { hubspot } from "./hubspot.ts";
import { icalendar } from "./icalendar.ts";
import { mail } from "./mail.ts";
import { outlook } from "./outlook.ts";
import { pipedrive } from "./pipedrive.ts";
import type { Preset } from "./preset.ts";
import { salesforce } from "./salesforce.ts";
import { vcard } from "./vcard.ts";
import { zoho } from "./zoho.ts";

/** Systems whose exports are recognised by themselves. A new one is a file and a line here. */
export const presets: readonly Preset[] = [
  hubspot,
  salesforce,
  pipedrive,
  zoho,
  amocrm,
  bitrix24,
  googleContacts,
  outlook,
  vcard,
  icalendar,
  mail,
];

/** The name of a system; as it stands where it is none of ours. */
export function systemTitle(system: string): string {
  return presets.find((preset) => preset.system === system)?.title ?? system;
}

/** What may be chosen: each entity of a system once, whatever its layouts. */
export function knownLayouts() {
  return presets.flatMap(({ system, title, files }) =>
    files
      .filter(({ entity }, index) => files.findIndex((one) => one.entity === entity) === index)
      .map(({ entity, object }) => ({ system, title, entity, object })),
  );
}
