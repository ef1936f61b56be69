/** What is kept in this browser: by what it is known, and what has not reached the server yet. */
export interface Kept {
  token: string | null;
  waiting: Waiting[];
}

export interface Waiting {
  readonly id: string;
  readonly body: string;
  readonly page: string;
  readonly at: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

export interface Keeper {
  readonly kept: Kept;
  save(): void;
}

/** Where the browser keeps nothing (a private window, a page that may not), it lasts as long as the page. */
export function keeperOf(account: string): Keeper {
  const key = `rapport-chat-${account}`;
  let kept: Kept = { token: null, waiting: [] };
  try {
    const read = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Kept>;
    kept = { token: read.token ?? null, waiting: read.waiting ?? [] };
  } catch {}
  return {
    kept,
    save() {
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {}
    },
  };
}
