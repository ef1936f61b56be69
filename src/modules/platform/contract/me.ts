import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { access, grant } from "#records/contract";
import { organisation, timeZone } from "./organisation.ts";
import { passwordText, personName } from "./setup.ts";

/** What a user set for themselves: small, and theirs alone. Unknown keys are kept as they come. */
export const preferences = z.record(z.string().max(100), z.json());
export const preferencesBytes = 64 * 1024;

export const getMe = defineAction({
  id: "getMe",
  method: "GET",
  path: "/api/me",
  summary: "Who is signed in, in which organisation, and what they may do.",
  permission: "signed_in",
  output: z.strictObject({
    user: z.strictObject({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      locale: z.enum(locales).nullable(),
      timeZone: z.string(),
      /** Whether the user has a time zone of their own or goes by the organisation's. */
      ownTimeZone: z.string().nullable(),
      secondFactor: z.boolean(),
    }),
    organisation,
    rights: z.strictObject({
      objects: z.record(z.string(), grant),
      permissions: z.array(z.string()),
      /** Kinds of records of which single ones were shared with the user. */
      shared: z.record(z.string(), access).optional(),
    }),
    preferences,
    /** Set where somebody looks at the product as this user; `over` when their time is up and they are themselves again. */
    viewing: z
      .strictObject({
        by: z.strictObject({ id: z.uuid(), title: z.string() }),
        until: z.iso.datetime(),
        over: z.boolean(),
      })
      .nullable(),
    mail: z.strictObject({ sends: z.boolean() }),
  }),
});

export const changeMe = defineAction({
  id: "changeMe",
  method: "PATCH",
  path: "/api/me",
  summary: "Changes one's own name, language or time zone.",
  permission: "signed_in",
  body: z.strictObject({
    name: personName.optional(),
    locale: z.enum(locales).nullable().optional(),
    timeZone: timeZone.nullable().optional(),
  }),
  status: 204,
});

export const getPreferences = defineAction({
  id: "getPreferences",
  method: "GET",
  path: "/api/me/preferences",
  summary: "One's own preferences.",
  permission: "signed_in",
  output: preferences,
});

export const putPreferences = defineAction({
  id: "putPreferences",
  method: "PUT",
  path: "/api/me/preferences",
  summary: "Keeps one's own preferences, 64 KB at most, as a whole.",
  permission: "signed_in",
  body: preferences,
  output: preferences,
});

export const changePassword = defineAction({
  id: "changePassword",
  method: "PUT",
  path: "/api/me/password",
  summary: "Changes one's own password and ends one's other sessions.",
  permission: "signed_in",
  body: z.strictObject({ current: passwordText, password: passwordText }),
  status: 204,
});

export const listSessions = defineAction({
  id: "listSessions",
  method: "GET",
  path: "/api/me/sessions",
  summary: "Where one is signed in.",
  permission: "signed_in",
  output: z.strictObject({
    data: z.array(
      z.strictObject({
        id: z.uuid(),
        current: z.boolean(),
        address: z.string().nullable(),
        device: z.string().nullable(),
        startedAt: z.iso.datetime(),
        usedAt: z.iso.datetime(),
      }),
    ),
  }),
});

export const endSession = defineAction({
  id: "endSession",
  method: "DELETE",
  path: "/api/me/sessions/:id",
  summary: "Ends one of one's own sessions.",
  permission: "signed_in",
  params: z.strictObject({ id: z.uuid() }),
  status: 204,
});

export const endOtherSessions = defineAction({
  id: "endOtherSessions",
  method: "DELETE",
  path: "/api/me/sessions",
  summary: "Ends all of one's own sessions but this one.",
  permission: "signed_in",
  status: 204,
});

export const beginSecondFactor = defineAction({
  id: "beginSecondFactor",
  method: "POST",
  path: "/api/me/second-factor",
  summary:
    "Begins to set up a second factor: the secret for the authenticator and the recovery codes, shown once.",
  permission: "signed_in",
  body: z.strictObject({ password: passwordText }),
  output: z.strictObject({ address: z.string(), recoveryCodes: z.array(z.string()) }),
});

export const confirmSecondFactor = defineAction({
  id: "confirmSecondFactor",
  method: "POST",
  path: "/api/me/second-factor/confirmation",
  summary: "Turns the second factor on by a first code of the authenticator.",
  permission: "signed_in",
  body: z.strictObject({
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/),
  }),
  status: 204,
});

export const removeSecondFactor = defineAction({
  id: "removeSecondFactor",
  method: "POST",
  path: "/api/me/second-factor/removal",
  summary: "Turns the second factor off.",
  permission: "signed_in",
  body: z.strictObject({ password: passwordText }),
  status: 204,
});
