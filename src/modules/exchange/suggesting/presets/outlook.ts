import { outlookInBulgarian, outlookInRussian, outlookInSpanish } from "./outlook-words.ts";
import type { Place, Preset, PresetFile } from "./preset.ts";
import { orElse } from "./preset.ts";

const phones: Record<string, Place> = {
  "Primary Phone": { to: "phone" },
  "Mobile Phone": { to: "phone", label: "Mobile" },
  "Business Phone": { to: "phone", label: "Business" },
  "Business Phone 2": { to: "phone", label: "Business 2" },
  "Home Phone": { to: "phone", label: "Home" },
  "Home Phone 2": { to: "phone", label: "Home 2" },
  "Other Phone": { to: "phone", label: "Other" },
  "Car Phone": { to: "phone", label: "Car" },
  "Company Main Phone": { to: "phone", label: "Company" },
};

function addressAs(kind: string, rank?: number): Record<string, Place> {
  const place = (to: string): Place => (rank ? orElse(rank, to) : { to });
  const country: Place = { ...place("address.country"), others: "empty" };
  return {
    [`${kind} Street`]: place("address.street"),
    [`${kind} Street 2`]: place("address.street"),
    [`${kind} Street 3`]: place("address.street"),
    [`${kind} City`]: place("address.city"),
    [`${kind} State`]: place("address.region"),
    [`${kind} Postal Code`]: place("address.postal_code"),
    [`${kind} Country/Region`]: country,
    [`${kind} Country`]: country,
  };
}

/** In all its dialects `Title` is how a person is addressed; what somebody does is `Job Title`. */
const columns: PresetFile["columns"] = {
  "First Name": "name.given",
  "Middle Name": "name.middle",
  "Last Name": "name.family",
  Company: ["company", orElse(2, "name")],
  Nickname: orElse(1, "name"),
  "Job Title": "job_title",
  "E-mail Address": ["email", orElse(3, "name")],
  "E-mail 2 Address": { to: "email" },
  "E-mail 3 Address": { to: "email" },
  ...phones,
  ...addressAs("Business"),
  ...addressAs("Home", 1),
  ...addressAs("Other", 2),
  "Web Page": "website",
  "Personal Web Page": { to: "website", label: "Personal" },
  Birthday: "birth_date",
  Gender: { to: "gender", values: { unspecified: null } },
  Notes: "description",
};

const both = { entity: "contacts", object: "person", key: "email", dates: "mdy", columns } as const;
const leftOut = [
  "Sensitivity",
  "Priority",
  "Private",
  "E-mail Type",
  "E-mail 2 Type",
  "E-mail 3 Type",
  "E-mail Display Name",
  "E-mail 2 Display Name",
  "E-mail 3 Display Name",
];
const named = ["First Name", "Last Name", "E-mail Address", "Business Street"] as const;

export const outlook: Preset = {
  system: "outlook",
  title: "Outlook",
  files: [
    {
      ...both,
      layout: "desktop",
      signature: [...named, "Business Street 2", "E-mail Display Name"],
      leftOut,
    },
    { ...both, layout: "web", signature: [...named, "IMAddress", "Personal Web Page"] },
    { ...both, layout: "google", signature: [...named, "Categories"], without: ["E-mail Display Name"] },
    ...[
      {
        layout: "es",
        words: outlookInSpanish,
        signature: ["Nombre", "Apellidos", "Calle del trabajo", "Ciudad de trabajo"],
      },
      {
        layout: "ru",
        words: outlookInRussian,
        signature: ["Имя", "Фамилия", "Улица (раб. адрес)", "Адрес эл. почты"],
      },
      {
        layout: "bg",
        words: outlookInBulgarian,
        signature: ["Собствено име", "Фамилно име", "Улица (сл. адрес)", "Имейл адрес"],
      },
      // Where one writes the day first, Outlook does, too.
    ].map((language): PresetFile => ({ ...both, ...language, dates: "dmy", leftOut })),
  ],
};
