import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { type Field, type FieldType, idParams, isComputed } from "#records/contract";
import { chatSettings } from "./chat.ts";

export const questionTypes = [
  "text",
  "long_text",
  "email",
  "phone",
  "number",
  "date",
  "choice",
  "choices",
  "tick",
  "consent",
  "file",
] as const;
export type QuestionType = (typeof questionTypes)[number];

/** As which question a field can be asked for; others are of no form. */
const askedAs: Partial<Record<FieldType, QuestionType>> = {
  text: "text",
  person_name: "text",
  url: "text",
  long_text: "long_text",
  email: "email",
  phone: "phone",
  number: "number",
  decimal: "number",
  percent: "number",
  date: "date",
  choice: "choice",
  choices: "choices",
  boolean: "tick",
};

/** As which question a field of a person or a company is asked for; null for what strangers do not fill in. */
export function questionFor(name: string, field: Field): QuestionType | null {
  const isOurs = ["roles", "source"].includes(name) || field.readOnly || field.governedBy || field.unique;
  return isOurs || isComputed(field) ? null : (askedAs[field.type] ?? null);
}

export const consentPurposes = ["marketing", "service", "profiling", "sharing"] as const;
export const consentChannels = ["email", "phone", "sms", "messenger", "post", "any"] as const;

/** Longest text of a consent: all of it is kept as its proof. */
export const longestLabel = 500;
export const mostQuestions = 50;

const question = z.strictObject({
  /** What its answer is called where a form of one's own sends it. */
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  type: z.enum(questionTypes),
  label: z.string().trim().min(1).max(longestLabel),
  help: z.string().trim().max(300),
  required: z.boolean(),
  /** The field of who answers that it fills in; null: it is asked for this once. */
  field: z.string().max(63).nullable(),
  options: z
    .array(z.strictObject({ key: z.string().min(1).max(100), label: z.string().trim().min(1).max(200) }))
    .max(100),
  /** What a consent is given for. */
  purpose: z.enum(consentPurposes),
  channel: z.enum(consentChannels),
});
export type Question = z.infer<typeof question>;

const httpsAddress = z
  .string()
  .trim()
  .max(1000)
  .refine((address) => URL.parse(address)?.protocol === "https:");

/** How a ticket begins that is made of what is sent: as the room says that makes it, where nothing is said. */
const formTicket = z.strictObject({
  type: z.string().min(1).max(60).nullable(),
  priority: z.string().min(1).max(60).nullable(),
  queue: z.uuid().nullable(),
});
export type FormTicket = z.infer<typeof formTicket>;

/** What a form asks, how it stands on a page, and what becomes of what is sent. */
export const formSettings = z.strictObject({
  title: z.string().trim().max(200),
  text: z.string().trim().max(2000),
  /** What stands on its button; empty: "Send" in its language. */
  button: z.string().trim().max(60),
  colour: chatSettings.shape.colour,
  questions: z.array(question).min(1).max(mostQuestions),
  /** What a contact that nobody knows becomes, where it becomes a lead. */
  about: z.enum(["person", "company"]),
  thanks: z.string().trim().max(1000),
  /** Where who has sent it goes on to. */
  goes_on: httpsAddress.nullable(),
  sites: chatSettings.shape.sites,
  /** The shared mailbox by which it is answered. */
  mailbox: z.uuid().nullable(),
  /** Sent at once to who left an address; empty: nothing is. */
  confirmation: z.string().trim().max(2000),
  /** Whether a ticket is made of what is sent, and how it begins. */
  ticket: z.union([z.boolean(), formTicket]),
  /** Whether forms of one's own may send here, which cannot show that a person took their time. */
  own_forms: z.boolean(),
});
export type FormSettings = z.infer<typeof formSettings>;

const plain: Pick<Question, "help" | "required" | "options" | "purpose" | "channel"> = {
  help: "",
  required: true,
  options: [],
  purpose: "marketing",
  channel: "email",
};

/** What a new form asks, until somebody says otherwise; `labels` in the language of the form. */
export function standardForm(labels: Readonly<Record<"name" | "email" | "message", string>>): FormSettings {
  return {
    title: "",
    text: "",
    button: "",
    colour: "#2f5bd7",
    questions: [
      { ...plain, key: "name", type: "text", label: labels.name, field: "name" },
      { ...plain, key: "email", type: "email", label: labels.email, field: "email" },
      { ...plain, key: "message", type: "long_text", label: labels.message, field: null },
    ],
    about: "person",
    thanks: "",
    goes_on: null,
    sites: [],
    mailbox: null,
    confirmation: "",
    ticket: false,
    own_forms: false,
  };
}

const written = z.strictObject({
  name: z.string().trim().min(1).max(200),
  active: z.boolean(),
  queue: z.uuid().nullable(),
  language: z.enum(locales),
  /** What becomes of those whom nobody knows. */
  unknown: z.enum(["wait", "lead"]),
  settings: formSettings,
});
export type FormWritten = z.infer<typeof written>;

const shown = written.extend({
  id: z.uuid(),
  /** Where it stands as a page of its own. */
  address: z.string(),
  /** How often it was sent; no further than 10,000 is counted. */
  sent: z.int(),
});
export type FormShown = z.infer<typeof shown>;

export const listForms = defineAction({
  id: "forms.list",
  method: "GET",
  path: "/api/forms",
  summary: "The web forms, what they ask and how often each was sent",
  permission: "signed_in",
  output: z.strictObject({ may_add: z.boolean(), data: z.array(shown) }),
});

export const addForm = defineAction({
  id: "forms.add",
  method: "POST",
  path: "/api/forms",
  summary: "Makes a web form",
  permission: "signed_in",
  body: written,
  output: z.strictObject({ id: z.uuid() }),
  status: 201,
});

export const setForm = defineAction({
  id: "forms.set",
  method: "PUT",
  path: "/api/forms/:id",
  summary: "Says what a web form asks, where it stands and what becomes of what is sent",
  permission: "signed_in",
  params: idParams,
  body: written,
});
