import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

const permission = "places:manage";

export const placeKinds = ["folder", "sftp", "s3"] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const placeLimits = {
  places: 50,
  files: 10_000,
  /** What is looked at to find files, of which there may be none. */
  entries: 100_000,
  /** Answers in which a server tells what there is. */
  pages: 1000,
} as const;

const folder = z.string().max(500).default("");
const secret = z.string().min(1).max(20_000).optional();

const whereFolder = z.strictObject({
  kind: z.literal("folder"),
  folder: folder.describe("Below the folder that the settings allow."),
});
const whereSftp = z.strictObject({
  kind: z.literal("sftp"),
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535).default(22),
  user: z.string().min(1).max(200),
  folder: folder.describe("As the server names it; where one comes in unless told."),
});
const whereS3 = z.strictObject({
  kind: z.literal("s3"),
  address: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe("Of the storage, such as https://s3.eu-central-1.amazonaws.com"),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .default("us-east-1"),
  bucket: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{1,62}$/),
  folder: folder.describe("What the names of the objects begin with."),
  key_id: z.string().min(1).max(200),
});

const told = z.string().max(500);

/** As it is told: nothing is left out. */
const placeTold = z.discriminatedUnion("kind", [
  whereFolder.extend({ folder: told }),
  whereSftp.extend({ folder: told, port: z.int() }),
  whereS3.extend({ folder: told, region: z.string() }),
]);

/** Where a place is, without what is secret. */
export const placeWhere = z.discriminatedUnion("kind", [whereFolder, whereSftp, whereS3]);
export type PlaceWhere = z.output<typeof placeWhere>;

/** With what is secret; left out, it stays as it was, as long as the place is the same. */
const placeGiven = z.discriminatedUnion("kind", [
  whereFolder,
  whereSftp.extend({ password: secret, private_key: secret, passphrase: secret }),
  whereS3.extend({ secret_key: secret }),
]);
export type PlaceGiven = z.output<typeof placeGiven>;

export const placeDefinition = z.strictObject({ name: z.string().trim().min(1).max(100), where: placeGiven });
export type PlaceDefinition = z.output<typeof placeDefinition>;

export const place = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    where: placeTold,
    host_key: z.string().nullable().describe("Of SFTP: the fingerprint that the server showed first."),
    tried_at: z.string().nullable(),
    trouble: z.string().nullable().describe("What the last try came to, in the language of the reader."),
    schedules: z.int().describe("How many schedules use it."),
    version: z.int(),
  })
  .meta({ id: "place" });
export type Place = z.infer<typeof place>;

export const listPlaces = defineAction({
  id: "places.list",
  method: "GET",
  path: "/api/places",
  summary: "The places to which files go and from which they come",
  permission,
  output: z.strictObject({
    data: z.array(place),
    folder: z
      .string()
      .nullable()
      .describe("Below which folders of the server may lie; null where none is allowed."),
  }),
});

export const createPlace = defineAction({
  id: "places.create",
  method: "POST",
  path: "/api/places",
  summary: "Makes a place; what is secret is sealed and told by no answer",
  permission,
  body: placeDefinition,
  output: place,
  status: 201,
});

export const getPlace = defineAction({
  id: "places.get",
  method: "GET",
  path: "/api/places/:id",
  summary: "A place",
  permission,
  params: idParams,
  output: place,
});

export const changePlace = defineAction({
  id: "places.change",
  method: "PUT",
  path: "/api/places/:id",
  summary: "Says anew where a place is. Another server, user or storage needs its secret again",
  permission,
  params: idParams,
  body: placeDefinition.extend({ version: z.int() }),
  output: place,
});

export const removePlace = defineAction({
  id: "places.remove",
  method: "DELETE",
  path: "/api/places/:id",
  summary: "Removes a place that no schedule uses",
  permission,
  params: idParams,
});

export const tryPlace = defineAction({
  id: "places.try",
  method: "POST",
  path: "/api/places/:id/trial",
  summary:
    "Looks into a place, writes a small file, reads it and removes it. The key of a server of SFTP is noted at the first time",
  permission,
  params: idParams,
  output: z.strictObject({
    reads: z.boolean(),
    writes: z.boolean(),
    files: z.int().nullable(),
    host_key: z.string().nullable(),
    problem: z.string().nullable(),
  }),
});

export const forgetHostKey = defineAction({
  id: "places.forgetHostKey",
  method: "DELETE",
  path: "/api/places/:id/host-key",
  summary:
    "Forgets the key of a server of SFTP, so that the next one it shows is noted: after the server was set up anew",
  permission,
  params: idParams,
  output: place,
});
