import type { Runtime } from "#records";
import type { EdgeLine } from "./edge-lines.ts";
import { digestAnswer } from "./digest.ts";
import { type Registered, type Registration, writeForget, writeRegistration } from "./messages.ts";
import { noteRegistration, type RegistrationState } from "./registration-state.ts";

/** Seconds for which a line asks to be known. */
const wanted = 300;
/** Milliseconds within which the edge says what was answered, or that nothing was. */
const patience = 15_000;
/** Milliseconds until it is tried again: after no answer, and after being refused, which doubles, so that no account is locked. */
const again = { unreachable: 30_000, refused: 60_000, longest: 30 * 60_000 } as const;

/** Keeps lines known at their providers, where those ask for a user and a password. */
export interface Registering {
  /** Looks which lines are to register now. Called again and again. */
  keep(lines: readonly EdgeLine[]): void;
  heard(news: Registered): void;
}

interface Attempt {
  /** What it was made with: another password is tried at once. */
  readonly key: string;
  /** Where it was made. */
  readonly where: string;
  readonly turn: number;
  readonly with: Omit<Registration, "seconds" | "proof"> | null;
  isProving: boolean;
  isAnswered: boolean;
  refused: number;
  seconds: number;
  next: number;
}

export function registering(runtime: Runtime, say: (words: string) => void): Registering {
  const attempts = new Map<string, Attempt>();
  let turns = 0;
  // One after the other, so that the last of it stands.
  let telling: Promise<unknown> = Promise.resolve();
  const tell = (line: string, state: RegistrationState["state"], said = ""): void => {
    const at = new Date().toISOString();
    telling = telling
      .then(() => noteRegistration(runtime, line, { state, said, at }))
      .catch((error: unknown) => void process.stderr.write(`telephone: ${String(error)}\n`));
  };

  function look({ id, account, peers: [peer] }: EdgeLine): void {
    const key = JSON.stringify(account);
    const where = peer ? `${peer.address}:${peer.port}` : "";
    const before = attempts.get(id);
    const same = before?.key === key ? before : undefined;
    // Another address of the same server is no other server: who was refused is patient there, too.
    const isElsewhere = same !== undefined && same.where !== where;
    if (same && Date.now() < same.next && (!isElsewhere || same.refused > 0)) return;
    if (!same || isElsewhere) tell(id, peer ? "trying" : "no_address");
    else if (!same.isAnswered) tell(id, "unreachable");
    const turn = ++turns;
    const attempt: Attempt = {
      key,
      where,
      turn,
      with: account && peer ? { ...account, line: id, turn, peer: where } : null,
      isProving: false,
      // Where there is nobody to ask, it is looked for again.
      isAnswered: !peer,
      refused: same?.refused ?? 0,
      seconds: same?.seconds ?? wanted,
      next: Date.now() + patience,
    };
    attempts.set(id, attempt);
    ask(attempt, "");
  }
  const ask = ({ with: whom, seconds }: Attempt, proof: string): void => {
    if (whom) say(writeRegistration({ ...whom, seconds, proof }));
  };
  /** Answers a challenge, once: who is asked again has been refused. */
  const prove = (attempt: Attempt, code: number, challenge: string): boolean => {
    const { with: whom } = attempt;
    if (!whom || attempt.isProving) return false;
    const answer = digestAnswer(challenge, { ...whom, method: "REGISTER", address: `sip:${whom.domain}` });
    if (!answer) return false;
    attempt.isProving = true;
    ask(attempt, `${code === 407 ? "Proxy-Authorization" : "Authorization"}: ${answer}\r\n`);
    return true;
  };

  return {
    keep(lines) {
      const registered = lines.filter(({ account }) => account);
      for (const id of attempts.keys())
        if (!registered.some((line) => line.id === id)) {
          attempts.delete(id);
          say(writeForget(id));
        }
      for (const line of registered) look(line);
    },
    heard({ line, turn, code, reason, seconds, least, challenge }) {
      const attempt = attempts.get(line);
      if (attempt?.turn !== turn) return;
      if (challenge && (code === 401 || code === 407) && prove(attempt, code, challenge)) return;
      attempt.isAnswered = true;
      if (code >= 200 && code < 300) {
        attempt.refused = 0;
        // Who registers asks for so long; nobody may grant longer.
        const granted = Math.min(seconds ?? attempt.seconds, attempt.seconds);
        attempt.next = Date.now() + Math.max(15, granted / 2) * 1000;
        tell(line, "registered");
      } else if (code === 423 && least && least > attempt.seconds && least <= 86_400) {
        attempt.seconds = least;
        attempt.next = 0;
      } else if (code === 408 || code >= 500) {
        attempt.next = Date.now() + again.unreachable;
        tell(line, "unreachable");
      } else {
        attempt.next = Date.now() + Math.min(again.longest, again.refused * 2 ** attempt.refused++);
        tell(line, "refused", `${code} ${reason}`.trim());
      }
    },
  };
}
