import { dayIn } from "#kernel/period";
import { useSession } from "#web/session.ts";

/** Which day it is where the user is. */
export const useToday = (): string => useDaysFromNow(0);

/** Which day it will be there in so many days. */
export function useDaysFromNow(days: number): string {
  return dayIn(useSession().user.timeZone, new Date(Date.now() + days * 86_400_000));
}
