import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { type Edge, noteAt } from "#records";
import type { signIn } from "../contract/index.ts";
import { askIdentity } from "./asking.ts";
import { countAttempt, forgiveAttempts, type Limit } from "./attempts.ts";

/**
 * Signs in at the edge: the session's cookie goes on the reply. Counted by address and caller together, so that
 * nobody can lock another out by failing in their name; and by caller alone, against lists of addresses.
 */
export async function signInAt(
  edge: Edge,
  { email, password, remember }: BodyOf<typeof signIn>,
): Promise<{ secondFactor: boolean }> {
  const limits = limitsOf(edge, email);
  await countAttempt(edge.runtime.database, limits);
  const answer = await askIdentity(edge, (api, headers) =>
    api.signInEmail({ body: { email, password, rememberMe: remember }, headers, returnHeaders: true }),
  ).catch((error: unknown) => refused(edge, email, error));
  await forgiveAttempts(edge.runtime.database, limits);
  if ("twoFactorRedirect" in answer) return { secondFactor: true };
  await noteAt(edge, { kind: "signed_in", actorId: answer.user.id });
  return { secondFactor: false };
}

// Who was meant stays open: an address that fails may be anybody's mistake.
async function refused(edge: Edge, email: string, error: unknown): Promise<never> {
  if (error instanceof AppError) await noteAt(edge, { kind: "sign_in_failed", details: { email } });
  throw error;
}

export async function signOutAt(edge: Edge): Promise<void> {
  await askIdentity(edge, (api, headers) => api.signOut({ headers, returnHeaders: true }));
  await noteAt(edge, { kind: "signed_out" });
  edge.reply.header("clear-site-data", '"cache"');
}

function limitsOf(edge: Edge, email: string): readonly Limit[] {
  const caller = edge.request.ip;
  return [
    { key: ["sign-in", email, caller], most: 8, seconds: 300 },
    { key: ["sign-in", caller], most: 60, seconds: 300 },
  ];
}
