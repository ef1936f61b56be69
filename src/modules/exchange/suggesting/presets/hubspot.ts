import type { Place, Preset } from "./preset.ts";
import { companiesInSpanish, contactsInSpanish, dealsInSpanish } from "./hubspot-words.ts";
import { orElse, type PresetFile } from "./preset.ts";

const address = {
  "Street Address": "address.street",
  "Street Address 2": "address.street",
  City: "address.city",
  "State/Region": "address.region",
  "Postal Code": "address.postal_code",
  "Country/Region": { to: "address.country", others: "empty" },
  Country: { to: "address.country", others: "empty" },
} as const;

const lifecycle: Place = {
  to: "roles",
  others: "empty",
  values: {
    subscriber: "lead",
    lead: "lead",
    "marketing qualified lead": "lead",
    "sales qualified lead": "lead",
    opportunity: "lead",
    customer: "client",
    evangelist: "client",
    suscriptor: "lead",
    "lead calificado para marketing": "lead",
    "lead cualificado para marketing": "lead",
    "lead calificado para ventas": "lead",
    "lead cualificado para ventas": "lead",
    oportunidad: "lead",
    cliente: "client",
    evangelista: "client",
    promotor: "client",
  },
};

const origin: Place = {
  to: "source",
  others: "empty",
  values: {
    "organic search": "website",
    "direct traffic": "website",
    referrals: "referral",
    "paid search": "advertising",
    "paid social": "advertising",
    "email marketing": "advertising",
    "social media": "social_network",
    "organic social": "social_network",
    "offline sources": "other",
    "other campaigns": "other",
  },
};

/** Labels of properties, all cells quoted; several ids in a cell are parted by semicolons. */
const english = [
  {
    entity: "contacts",
    object: "person",
    signature: [
      "Record ID",
      "First Name",
      "Last Name",
      "Email",
      [
        "Contact owner",
        "Lead Status",
        "Lifecycle Stage",
        "Marketing contact status",
        "Associated Company",
        "Associated Company IDs",
      ],
    ],
    without: ["Account Name"],
    key: "email",
    columns: {
      "Record ID": "external_id",
      "First Name": "name.given",
      "Last Name": "name.family",
      Email: ["email", orElse(1, "name")],
      "Work email": { to: "email", label: "Work" },
      "Additional email addresses": { to: "email", separator: ";" },
      "Phone Number": ["phone", orElse(2, "name")],
      "Mobile Phone Number": [{ to: "phone", label: "Mobile" }, orElse(3, "name")],
      "WhatsApp Phone Number": "contact_points.whatsapp",
      "Contact owner": { to: "owner", others: "empty" },
      "Primary Associated Company ID": { to: "company", idsOf: "companies" },
      "Associated Company IDs": { to: "company", idsOf: "companies", separator: ";" },
      "Record ID - Company": { to: "company", idsOf: "companies" },
      "Associated Company": { to: "company", separator: ";" },
      "Company Name": "company",
      "Job Title": "job_title",
      ...address,
      "Website URL": "website",
      "Date of birth": "birth_date",
      Gender: "gender",
      "Preferred language": { to: "language", others: "empty" },
      "Time Zone": "time_zone",
      "Lifecycle Stage": [lifecycle, "notes"],
      "Original Source": [origin, "notes"],
    },
    leftOut: [
      "Associated Deal IDs",
      "Associated Ticket IDs",
      "Associated Payment IDs",
      "Associated Subscription IDs",
    ],
  },
  {
    entity: "companies",
    object: "company",
    signature: [
      "Record ID",
      ["Company name", "Name"],
      ["Company owner", "Company Domain Name", "Number of Employees", "Annual Revenue"],
    ],
    without: ["First Name", "Deal Name"],
    key: "name",
    columns: {
      "Record ID": "external_id",
      "Company name": "name",
      Name: "name",
      "Company Domain Name": "website",
      "Website URL": "website",
      "Company owner": { to: "owner", others: "empty" },
      "Phone Number": "phone",
      ...address,
      Industry: "industry",
      "Number of Employees": "employees",
      "Annual Revenue": "revenue",
      "Year Founded": "founded",
      Description: "description",
      "Parent Company IDs": { to: "parent", idsOf: "companies" },
      "Parent Company": "parent",
      "Lifecycle Stage": [lifecycle, "notes"],
      "Original Source": [origin, "notes"],
    },
    leftOut: ["Associated Contact IDs", "Associated Deal IDs", "Associated Ticket IDs"],
  },
  {
    entity: "deals",
    object: "deal",
    signature: ["Record ID", "Deal Name", "Deal Stage"],
    key: null,
    columns: {
      "Record ID": "external_id",
      "Deal Name": "name",
      Pipeline: "pipeline",
      "Deal Stage": "stage",
      Amount: "amount",
      Currency: "amount.currency",
      "Create Date": "opened_on",
      "Close Date": "closing_date",
      "Deal owner": { to: "owner", others: "empty" },
      "Primary Associated Company ID": { to: "company", idsOf: "companies" },
      "Associated Company IDs": { to: "company", idsOf: "companies", separator: ";" },
      "Associated Company": { to: "company", separator: ";" },
      "Associated Contact IDs": { to: "person", idsOf: "contacts", separator: ";" },
      "Associated Contact": { to: "person", separator: ";", others: "empty" },
      "Next step": "next_step",
      "Deal Description": "description",
      "Closed Lost Reason": "lost_comment",
    },
    leftOut: ["Associated Ticket IDs", "Deal probability"],
  },
] as const satisfies readonly PresetFile[];

const [contacts, companies, deals] = english;

/** The headings follow the language of the portal. */
const spanish: readonly PresetFile[] = [
  {
    ...contacts,
    layout: "es",
    words: contactsInSpanish,
    signature: [
      ["ID de registro", "ID del registro", "Record ID"],
      "Nombre",
      ["Apellidos", "Apellido"],
      ["Correo", "Correo electrónico"],
      [
        "Propietario del contacto",
        "Estado del lead",
        "Etapa del ciclo de vida",
        "Estado de contacto de marketing",
        "Empresa asociada",
      ],
    ],
    without: ["Nombre del negocio"],
  },
  {
    ...companies,
    layout: "es",
    words: companiesInSpanish,
    signature: [
      ["ID de registro", "ID del registro", "Record ID"],
      ["Nombre de la empresa", "Nombre"],
      [
        "Propietario de la empresa",
        "Nombre de dominio de la empresa",
        "Número de empleados",
        "Ingresos anuales",
      ],
    ],
    without: ["Apellidos", "Apellido", "Nombre del negocio"],
  },
  {
    ...deals,
    layout: "es",
    words: dealsInSpanish,
    signature: [
      ["ID de registro", "ID del registro", "Record ID"],
      "Nombre del negocio",
      "Etapa del negocio",
    ],
  },
];

export const hubspot: Preset = { system: "hubspot", title: "HubSpot", files: [...english, ...spanish] };
