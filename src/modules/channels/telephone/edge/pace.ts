/** New calls in a minute that are taken from providers: of a line, and of all. Somebody who forges their address fills nothing. */
const most = { line: 30, all: 120 } as const;
const minute = 60_000;

/** Says of a new call whether it is taken, before anything is written of it. */
export function callPace(): (line: string) => boolean {
  let taken: readonly { readonly line: string; readonly at: number }[] = [];
  return (line) => {
    const now = Date.now();
    taken = taken.filter(({ at }) => at > now - minute);
    if (taken.length >= most.all || taken.filter((one) => one.line === line).length >= most.line)
      return false;
    taken = [...taken, { line, at: now }];
    return true;
  };
}
