import type { Preset } from "./preset.ts";
import { pipedriveInSpanish } from "./pipedrive-words.ts";
import { orElse, type PresetFile } from "./preset.ts";

/** Headings are "Entity - Field"; several addresses of mail in a cell are parted by commas. */
const english = [
  {
    entity: "organizations",
    object: "company",
    signature: ["Organization - Name"],
    without: ["Person - Name", "Deal - Title", "Activity - Subject"],
    key: "name",
    columns: {
      "Organization - ID": "external_id",
      "Organization - Pipedrive System ID": "external_id",
      "Organization - Name": "name",
      "Organization - Street/road name of Address": "address.street",
      "Organization - House number of Address": "address.street",
      "Organization - City/town/village/locality of Address": "address.city",
      "Organization - State/county of Address": "address.region",
      "Organization - ZIP/Postal code of Address": "address.postal_code",
      "Organization - Country of Address": { to: "address.country", others: "empty" },
      "Organization - Address": orElse(1, "address.street"),
      "Organization - Owner": { to: "owner", others: "empty" },
      "Organization - Website": "website",
    },
  },
  {
    entity: "persons",
    object: "person",
    signature: ["Person - Name"],
    without: ["Deal - Title", "Activity - Subject"],
    key: "email",
    columns: {
      "Person - ID": "external_id",
      "Person - Pipedrive System ID": "external_id",
      "Person - First name": "name.given",
      "Person - Last name": "name.family",
      "Person - Name": orElse(1, "name"),
      "Person - Email": { to: "email", separator: "," },
      "Person - Email - Work": { to: "email", separator: ",", label: "Work" },
      "Person - Email (Work)": { to: "email", separator: ",", label: "Work" },
      "Person - Email - Home": { to: "email", separator: ",", label: "Home" },
      "Person - Email (Home)": { to: "email", separator: ",", label: "Home" },
      "Person - Email - Other": { to: "email", separator: ",", label: "Other" },
      "Person - Phone": { to: "phone", separator: "," },
      "Person - Phone - Work": { to: "phone", separator: ",", label: "Work" },
      "Person - Phone - Mobile": { to: "phone", separator: ",", label: "Mobile" },
      "Person - Phone - Home": { to: "phone", separator: ",", label: "Home" },
      "Person - Phone - Other": { to: "phone", separator: ",", label: "Other" },
      "Person - Organization": "company",
      "Person - Organization name": "company",
      "Organization - Name": "company",
      "Person - Owner": { to: "owner", others: "empty" },
      "Person - Birthday": "birth_date",
      "Person - Job title": "job_title",
    },
  },
  {
    entity: "deals",
    object: "deal",
    signature: ["Deal - Title"],
    key: null,
    columns: {
      "Deal - ID": "external_id",
      "Deal - Pipedrive System ID": "external_id",
      "Deal - Title": "name",
      "Deal - Value": "amount",
      "Deal - Currency": "amount.currency",
      "Deal - Currency of value": "amount.currency",
      "Deal - Pipeline": "pipeline",
      // A deal that is over keeps the stage in which it stood.
      "Deal - Status": { to: "stage", values: { open: null, abierto: null } },
      "Deal - Stage": orElse(1, "stage"),
      "Deal - Organization": "company",
      "Organization - Name": "company",
      "Deal - Contact person": "person",
      "Person - Name": "person",
      "Deal - Owner": { to: "owner", others: "empty" },
      "Deal - Deal created": "opened_on",
      "Deal - Creation date": "opened_on",
      "Deal - Won time": "closed_on",
      "Deal - Lost time": "closed_on",
      "Deal - Closed on": "closed_on",
      "Deal - Deal closed on": "closed_on",
      "Deal - Expected close date": "expected_close_on",
      "Deal - Lost reason": "lost_comment",
    },
    leftOut: ["Deal - Visible to", "Deal - Probability"],
  },
] as const satisfies readonly PresetFile[];

const [organizations, persons, deals] = english;
const inSpanish = { layout: "es", words: pipedriveInSpanish } as const;
const spanish: readonly PresetFile[] = [
  {
    ...organizations,
    ...inSpanish,
    signature: ["Organización - Nombre"],
    without: ["Persona - Nombre", "Trato - Título", "Actividad - Asunto"],
  },
  {
    ...persons,
    ...inSpanish,
    signature: ["Persona - Nombre"],
    without: ["Trato - Título", "Actividad - Asunto"],
  },
  { ...deals, ...inSpanish, signature: ["Trato - Título"] },
];

export const pipedrive: Preset = {
  system: "pipedrive",
  title: "Pipedrive",
  files: [...english, ...spanish],
};
