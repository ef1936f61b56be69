/** Seconds until a delivery that failed is tried again, by how often it has: over almost four days. */
const delays = [5, 30, 120, 600, 3600, 14_400, 43_200, 86_400, 86_400, 86_400];

/** After so long without one try that went well, a webhook is switched off, in milliseconds. */
export const longestFailing = 3 * 86_400_000;

const longestAsked = 86_400_000;

/** Milliseconds until the next try after `failures`, a fifth more or less by chance; null: it is given up. */
export function delayAfter(failures: number): number | null {
  const seconds = delays[failures - 1];
  return seconds === undefined ? null : withChance(seconds * 1000);
}

/** How long a receiver is left in peace after rounds in which nothing went well. */
export function pauseAfter(rounds: number): number {
  return withChance((delays[Math.min(rounds, delays.length) - 1] ?? 0) * 1000);
}

/** What the receiver asks for by `Retry-After`, in seconds or as a date; at most a day. Nothing it says: 0. */
export function askedPause(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  const asked = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(asked) ? 0 : Math.min(Math.max(asked, 0), longestAsked);
}

// Many that failed in one moment do not come back in one.
function withChance(milliseconds: number): number {
  return Math.round(milliseconds * (0.8 + Math.random() * 0.4));
}
