import { createContext, createElement, type ReactNode, useContext } from "react";
import type { Locale } from "#kernel/locale";
import { type Granted, grantOn, permits, readingOnly, type Rights } from "#records/contract";

/** Who is signed in, in which organisation, and what they may do: `GET /api/me`. */
export interface Session {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly locale: Locale | null;
    readonly timeZone: string;
  };
  readonly organisation: {
    readonly name: string;
    readonly locale: Locale;
    readonly country: string;
    readonly currency: string;
    readonly timeZone: string;
  };
  readonly rights: Rights;
  /** Set where somebody else looks as the user; `over` once their time is up. */
  readonly viewing: {
    readonly by: { readonly id: string; readonly title: string };
    readonly until: string;
    readonly over: boolean;
  } | null;
  /** What the user set for themselves; kept in the account. */
  readonly preferences: Readonly<Record<string, unknown>>;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return createElement(SessionContext, { value: session }, children);
}

/** Only below the frame, where somebody is signed in; public screens use `useOptionalSession`. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession outside of a signed-in screen");
  return session;
}

export function useOptionalSession(): Session | null {
  return useContext(SessionContext);
}

/** Whether somebody looks as the user: all is shown as the user sees it, and nothing is offered that changes anything. */
export function useIsLooking(): boolean {
  return isLooking(useContext(SessionContext));
}

export function isLooking(session: Session | null | undefined): boolean {
  return Boolean(session?.viewing);
}

/** Whether the user may do it now; decides which buttons are shown, while the server decides what is done. */
export function useCan(permission: string): boolean {
  const session = useContext(SessionContext);
  return session !== null && !isLooking(session) && permits(session.rights, permission);
}

/** How far the user's rights on `object` reach now. */
export function useGrant(object: string): Granted {
  const session = useSession();
  const granted = grantOn(session.rights, object);
  return isLooking(session) ? readingOnly(granted) : granted;
}
