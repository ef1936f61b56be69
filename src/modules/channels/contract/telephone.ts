import { z } from "zod";
import { defineAction } from "#kernel/action";
import { choice, dateTime, defineObject, file, idParams, link, number, text } from "#records/contract";

/** A call, from the moment that it is begun until it is over. */
export const callObject = defineObject({
  name: "call",
  plural: "calls",
  table: "calls",
  module: "channels",
  title: "number",
  icon: "phone",
  owned: false,
  through: ["conversation"],
  closed: true,
  columns: ["number", "direction", "agent", "outcome", "started_at", "duration", "conversation"],
  sort: "-started_at",
  views: [
    { key: "running", filter: { field: "state", op: "is_not", value: "ended" } },
    {
      key: "missed",
      filter: {
        and: [
          { field: "direction", op: "is", value: "in" },
          { field: "outcome", op: "in", value: ["no_answer", "busy", "refused"] },
        ],
      },
    },
  ],
  fields: {
    conversation: link("conversation", { required: true, back: "calls", along: "always" }),
    account: link("channel_account", { back: "calls" }),
    direction: choice({ options: ["in", "out"], required: true }),
    number: text({ max: 60 }),
    state: choice({ options: ["new", "ringing", "answered", "held", "ended"], required: true }),
    agent: link("user", { back: "calls" }),
    started_at: dateTime(),
    answered_at: dateTime(),
    ended_at: dateTime(),
    duration: number({ min: 0 }),
    outcome: choice({ options: ["reached", "no_answer", "busy", "refused"] }),
    recording: file(),
  },
});

const extension = z.strictObject({ extension: z.string().trim().min(1).max(60), user: z.uuid() });

/** A host by name or number (IPv4), and a port where it is another than 5060. */
const peer = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:\d{2,5})?$/);

/** How a line stands at its provider; `said` is what the provider answered. */
export const registrationStates = ["trying", "registered", "refused", "unreachable", "no_address"] as const;

const line = z.strictObject({
  /** Where the switchboard tells of calls, by the dialect that it speaks. */
  addresses: z.strictObject({ own: z.string(), zammad: z.string(), twilio: z.string() }),
  has_secret: z.boolean(),
  has_token: z.boolean(),
  has_twilio_token: z.boolean(),
  /** Where it is asked to call somebody; empty: the telephone of the one who clicks does. */
  dial_address: z.string(),
  /** Minutes within which a missed call is called back; 0: nobody is asked to. */
  call_back_within: z.int(),
  /** What the switchboard does with a call that nobody of ours has to do with. */
  otherwise: z.enum(["queue", "reject"]),
  /** Whether its calls come by the edge of Rapport itself, and are answered in the browser. */
  softphone: z.boolean(),
  /** From and to where they go then, the first to call out by. */
  peers: z.array(z.string()),
  /** Seconds for which it rings at one before it rings at the next. */
  ring_for: z.int(),
  /** Which may be called by it (ISO 3166-1); none: those of `usual_countries`. */
  countries: z.array(z.string()),
  usual_countries: z.array(z.string()),
  /** That each of us may begin by it. */
  calls_per_hour: z.int(),
  /** Minutes after which one that we began is ended. */
  longest_call: z.int(),
  /** Whether what is spoken in the browser is recorded. */
  record: z.boolean(),
  /** Days for which recordings of the line are kept; 0: as long as their call. */
  keep_recordings: z.int(),
  /** As whom it registers there; empty where the provider knows it by its address. */
  provider_user: z.string(),
  /** The name that goes with the password, where it is another. */
  provider_login: z.string(),
  has_provider_password: z.boolean(),
  registration: z
    .strictObject({ state: z.enum(registrationStates), said: z.string(), at: z.iso.datetime() })
    .nullable(),
  edge: z.enum(["off", "begins", "runs", "no_programs"]),
  extensions: z.array(extension.extend({ name: z.string() })),
});
export type TelephoneLine = z.infer<typeof line>;

export const readTelephoneLine = defineAction({
  id: "telephone.read",
  method: "GET",
  path: "/api/channel-accounts/:id/telephone",
  summary: "How a telephone line is connected with its switchboard; secrets are not told",
  permission: "settings:change",
  params: idParams,
  output: line,
});

export const changeTelephoneLine = defineAction({
  id: "telephone.change",
  method: "PUT",
  path: "/api/channel-accounts/:id/telephone",
  summary: "Connects a telephone line with its switchboard; secrets not given stay, null forgets one",
  permission: "settings:change",
  params: idParams,
  body: z.strictObject({
    twilio_token: z.string().min(8).max(200).nullish(),
    dial_address: z.union([z.url().max(2000), z.literal("")]).optional(),
    call_back_within: z.int().min(0).max(10_080).optional(),
    otherwise: z.enum(["queue", "reject"]).optional(),
    softphone: z.boolean().optional(),
    peers: z.array(peer).max(10).optional(),
    ring_for: z.int().min(5).max(120).optional(),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .max(250)
      .optional(),
    calls_per_hour: z.int().min(1).max(1000).optional(),
    longest_call: z.int().min(1).max(240).optional(),
    record: z.boolean().optional(),
    keep_recordings: z.int().min(0).max(3650).optional(),
    provider_user: z
      .union([
        z.literal(""),
        z.string().regex(/^[\w.!~*'+-]{1,64}(@[a-z0-9]([a-z0-9.-]{0,200}[a-z0-9])?)?$/i),
      ])
      .optional(),
    provider_login: z.union([z.literal(""), z.string().regex(/^[^\s"\\,;<>\0-\x1f]{1,100}$/)]).optional(),
    // What the edge can keep of one.
    provider_password: z
      .string()
      .regex(/^[\x20-\x7e]{1,60}$/)
      .nullish(),
    extensions: z.array(extension).max(1000).optional(),
  }),
  output: line,
});

export const makeTelephoneSecret = defineAction({
  id: "telephone.make_secret",
  method: "POST",
  path: "/api/channel-accounts/:id/telephone-secrets",
  summary:
    "Makes a new secret by which the switchboard signs, or a new address for one that cannot; told once",
  permission: "settings:change",
  params: idParams,
  body: z.strictObject({ kind: z.enum(["secret", "token"]) }),
  output: z.strictObject({ secret: z.string() }),
});

export const dial = defineAction({
  id: "calls.dial",
  method: "POST",
  path: "/api/channel-accounts/:id/calls",
  summary:
    "Has the switchboard call one's own telephone and then a number; answers how, where it has to be dialled by hand",
  permission: "conversations:answer",
  params: idParams,
  body: z.strictObject({ number: z.string().trim().min(2).max(60) }),
  output: z.strictObject({
    way: z.enum(["switchboard", "softphone", "telephone"]),
    address: z.string().nullable(),
  }),
});

export const readTelephone = defineAction({
  id: "telephone.mine",
  method: "GET",
  path: "/api/telephone",
  summary: "The lines by which one can call, and who one is to the telephone in the browser",
  permission: "conversations:answer",
  output: z.strictObject({
    /** Whether the telephone in the browser can be switched on. */
    on: z.boolean(),
    name: z.string(),
    lines: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        extension: z.string(),
        softphone: z.boolean(),
        records: z.boolean(),
      }),
    ),
    /** Who calls can be passed on to, by the telephone in the browser. */
    colleagues: z.array(z.strictObject({ name: z.string(), title: z.string() })),
  }),
});
