/** New calls in a minute that are taken from providers: of a line, and of all. Somebody who forges their address fills nothing. */
const fromProviders = { each: 30, all: 120 } as const;
/** Calls in a minute that one of us may ask for, also those that are refused; and of all. */
const asked = { each: 20, all: 600 } as const;
const minute = 60_000;

/** Says of a new call of a line whether it is taken, before anything is written of it. */
export const callPace = (): Pace => paceOf(fromProviders);

/** Says of one of us whether they may ask for one more call, before anything is read or written for it. */
export const askingPace = (): Pace => paceOf(asked);

/** Says of a thing whether it is told now: the same not again within a minute. */
export const tellingPace = (): Pace => paceOf({ each: 1, all: asked.all });

type Pace = (whose: string) => boolean;

function paceOf({ each, all }: { readonly each: number; readonly all: number }): Pace {
  let taken: readonly { readonly whose: string; readonly at: number }[] = [];
  return (whose) => {
    const now = Date.now();
    taken = taken.filter(({ at }) => at > now - minute);
    if (taken.length >= all || taken.filter((one) => one.whose === whose).length >= each) return false;
    taken = [...taken, { whose, at: now }];
    return true;
  };
}
