import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { readAllowances } from "#platform";
import type { EgressAllowance, RuntimeSettings, TelephoneAddress } from "#records";
import { StartError } from "./start-error.ts";

/** How this installation is set, as the operator says it; what is not said has a default. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** A server of one's own; absent: the embedded database in the data folder. */
  readonly databaseUrl?: string;
  readonly baseUrl: string;
  readonly smtpUrl?: string;
  readonly mailFrom: string;
  /** Absent: the one that was made for this installation and is kept in the data folder. */
  readonly secret?: Buffer;
  readonly egressAllow: readonly EgressAllowance[];
  readonly placesFolder?: string;
  readonly mailListen?: NonNullable<RuntimeSettings["mailListen"]>;
  readonly telephone?: TelephoneAddress;
}

const addressWith = (...protocols: readonly string[]) =>
  z.url({
    protocol: new RegExp(`^(${protocols.join("|")})$`),
    error: `is not an address with ${protocols.join(":// or ")}://`,
  });

const areIPv4 = (...addresses: readonly string[]) => z.array(z.ipv4()).safeParse(addresses).success;

const telephoneForm = "is not udp://address:port or udp://address:port/address-that-others-see";

// The whole list; the guide for operators says the same.
const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "is not a port")
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, "is not a port from 1 to 65535")
    .default(3000),
  RAPPORT_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "is not the name or number of a host")
    .default("localhost"),
  RAPPORT_DATA: z.string().default("data"),
  DATABASE_URL: addressWith("postgres", "postgresql").optional(),
  RAPPORT_BASE_URL: addressWith("http", "https").optional(),
  RAPPORT_SMTP_URL: addressWith("smtp", "smtps").optional(),
  RAPPORT_MAIL_FROM: z.string().includes("@", { error: "is not an address of mail" }).optional(),
  RAPPORT_SECRET: z
    .string()
    .regex(
      /^[0-9a-f]{64}$/i,
      "is not 64 hexadecimal digits (32 bytes), as `openssl rand -hex 32` prints them",
    )
    .transform((digits) => Buffer.from(digits, "hex"))
    .optional(),
  RAPPORT_PLACES: z.string().optional(),
  RAPPORT_MAIL_LISTEN: z
    .string()
    .regex(
      /^(smtp|lmtp):\/\/(\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/i,
      "is not smtp://host:port or lmtp://host:port",
    )
    .transform((address) => {
      const [, protocol = "", host = "", port = ""] = /^(\w+):\/\/(.+):(\d+)$/.exec(address) ?? [];
      return {
        protocol: protocol.toLowerCase() === "lmtp" ? ("lmtp" as const) : ("smtp" as const),
        host: host.replace(/^\[|\]$/g, ""),
        port: Number(port),
      };
    })
    .refine(({ port }) => port >= 1 && port <= 65_535, "is not smtp://host:port or lmtp://host:port")
    .optional(),
  RAPPORT_TELEPHONE: z
    .string()
    .regex(/^udp:\/\/[\d.]+:\d{1,5}(\/[\d.]+)?$/, telephoneForm)
    .transform((address) => {
      const [, host = "", port = "", shown = host] =
        /^udp:\/\/([\d.]+):(\d+)(?:\/([\d.]+))?$/.exec(address) ?? [];
      return { host, port: Number(port), shown };
    })
    .refine(({ host, port, shown }) => areIPv4(host, shown) && port > 0 && port < 65_536, telephoneForm)
    .optional(),
  RAPPORT_EGRESS_ALLOW: z
    .string()
    .transform((text, context) => {
      try {
        return readAllowances(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: (error as Error).message });
        return z.NEVER;
      }
    })
    .optional(),
});

const fileSetting = "RAPPORT_SETTINGS";
const usualFile = "rapport.env";

type Words = Readonly<Record<string, string | undefined>>;

/**
 * Settings from the environment, and behind it from a file of `NAME=value` lines: the one that RAPPORT_SETTINGS
 * names, else `rapport.env` in the working folder. Throws `StartError` with the name of each that is unknown or wrong.
 */
export async function readSettings(environment: Words = process.env): Promise<Settings> {
  const file = await readSettingsFile(environment[fileSetting]);
  assertKnown(Object.keys(file), usualFile);
  assertKnown(
    Object.keys(environment).filter((name) => name.startsWith("RAPPORT_") && name !== fileSetting),
    "the environment",
  );
  const known = Object.keys(schema.shape).map((name) => [name, environment[name] || file[name] || undefined]);
  const result = schema.safeParse(Object.fromEntries(known));
  if (!result.success) {
    throw new StartError(
      result.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`).join("\n"),
    );
  }
  return settle(result.data);
}

function settle(given: z.output<typeof schema>): Settings {
  const baseUrl = (given.RAPPORT_BASE_URL ?? `http://localhost:${given.PORT}`).replace(/\/+$/, "");
  return {
    port: given.PORT,
    host: given.RAPPORT_HOST,
    dataFolder: resolve(given.RAPPORT_DATA),
    databaseUrl: given.DATABASE_URL,
    baseUrl,
    smtpUrl: given.RAPPORT_SMTP_URL,
    mailFrom: given.RAPPORT_MAIL_FROM ?? `Rapport <rapport@${new URL(baseUrl).hostname}>`,
    secret: given.RAPPORT_SECRET,
    egressAllow: given.RAPPORT_EGRESS_ALLOW ?? [],
    ...(given.RAPPORT_MAIL_LISTEN && { mailListen: given.RAPPORT_MAIL_LISTEN }),
    ...(given.RAPPORT_TELEPHONE && { telephone: given.RAPPORT_TELEPHONE }),
    ...(given.RAPPORT_PLACES && { placesFolder: resolve(given.RAPPORT_PLACES) }),
  };
}

async function readSettingsFile(named: string | undefined): Promise<Words> {
  try {
    return parseEnv(await readFile(named ?? usualFile, "utf8"));
  } catch (cause) {
    if (named === undefined && (cause as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new StartError(
      `The settings in ${named ?? usualFile} cannot be read: ${(cause as Error).message}.`,
      { cause },
    );
  }
}

function assertKnown(names: readonly string[], where: string): void {
  const unknown = names.filter((name) => !(name in schema.shape));
  if (unknown.length === 0) return;
  const settings = Object.keys(schema.shape).join(", ");
  throw new StartError(
    `${unknown.join(", ")} in ${where}: there is no such setting. There are ${settings} and ${fileSetting}.`,
  );
}
