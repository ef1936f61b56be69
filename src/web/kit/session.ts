import { createContext, createElement, type ReactNode, useContext } from "react";
import type { Locale } from "#kernel/locale";
import { type Granted, grantOn, permits, type Rights } from "#records/contract";

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

/** Whether the user may do it; decides which buttons are shown, while the server decides what is done. */
export function useCan(permission: string): boolean {
  const session = useContext(SessionContext);
  return session ? permits(session.rights, permission) : false;
}

/** How far the user's rights on `object` reach. */
export function useGrant(object: string): Granted {
  return grantOn(useSession().rights, object);
}
