import { hkdfSync } from "node:crypto";
import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins/two-factor";
import { newId } from "#kernel/id";
import type { Runtime } from "#records";

const day = 24 * 60 * 60;

/** A session not used for so long ends; `oldestSession` ends it whatever its use. */
export const idleDays = 14;
export const oldestSessionDays = 90;
export const cookieName = "rapport.session_token";

export type Identity = ReturnType<typeof openIdentity>;

const identities = new WeakMap<Runtime, Identity>();

/** better-auth over the database of `runtime`, one for as long as the runtime lives. */
export function identityOf(runtime: Runtime): Identity {
  const known = identities.get(runtime);
  if (known) return known;
  const opened = openIdentity(runtime);
  identities.set(runtime, opened);
  return opened;
}

/** The key that signs cookies and encrypts second factors, of its own and derived from the installation's secret. */
export function identitySecret(runtime: Runtime): string {
  return Buffer.from(hkdfSync("sha256", runtime.settings.secret, "", "rapport identity", 32)).toString(
    "base64url",
  );
}

export function isSecure(runtime: Runtime): boolean {
  return runtime.settings.baseUrl.startsWith("https://");
}

function openIdentity(runtime: Runtime) {
  return betterAuth({
    appName: "Rapport",
    baseURL: runtime.settings.baseUrl,
    basePath: "/api/auth",
    secret: identitySecret(runtime),
    database: { db: runtime.database.withSchema("auth"), type: "postgres", transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 256,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: idleDays * day, updateAge: day, cookieCache: { enabled: false } },
    // A copy of the database must not hand out links that reset passwords.
    verification: { storeIdentifier: "hashed" },
    advanced: {
      cookiePrefix: "rapport",
      useSecureCookies: isSecure(runtime),
      database: { generateId: () => newId() },
      // Set by us from the address that the HTTP server trusts, never taken over from a request.
      ipAddress: { ipAddressHeaders: ["x-caller-address"] },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ((await isActive(runtime, session.userId)) ? undefined : false),
        },
      },
    },
    plugins: [twoFactor({ issuer: "Rapport" })],
    telemetry: { enabled: false },
    // What it refuses comes to us as an error with a code; what breaks is thrown and logged by the server.
    logger: { disabled: true },
  });
}

// Whatever way somebody comes in by, one who has left gets no session.
async function isActive(runtime: Runtime, userId: string): Promise<boolean> {
  const user = await runtime.database
    .selectFrom("users")
    .select("id")
    .where("id", "=", userId)
    .where("active", "=", true)
    .where("archived_at", "is", null)
    .executeTakeFirst();
  return user !== undefined;
}
