import type { RecordData } from "#records/contract";

/** A form that was asked for and is not answered yet. */
export interface CreateAsked {
  readonly object: string;
  /** What the form begins with, in the shapes that are shown. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly options: AskOptions;
  readonly answer: (record: RecordData | null) => void;
}

export interface AskOptions {
  /** Title of the form; "New deal" unless given. */
  readonly title?: string;
  /** Fields of the short form, in order, in place of the usual ones. */
  readonly fields?: readonly string[];
  /** Do not offer to go on with another. */
  readonly once?: boolean;
}

let asked: readonly CreateAsked[] = [];
const watchers = new Set<() => void>();

/**
 * Opens the form for a new record of `object`, over whatever is on screen (also over another form, for a link
 * to what does not exist yet). Resolves with the record, or null when the form was closed.
 */
export function askToCreate(
  object: string,
  values: Readonly<Record<string, unknown>> = {},
  options: AskOptions = {},
): Promise<RecordData | null> {
  return new Promise((resolve) => {
    const one: CreateAsked = {
      object,
      values,
      options,
      answer: (record) => {
        set(asked.filter((other) => other !== one));
        resolve(record);
      },
    };
    set([...asked, one]);
  });
}

export function watchAsked(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

export function currentlyAsked(): readonly CreateAsked[] {
  return asked;
}

function set(next: readonly CreateAsked[]): void {
  asked = next;
  for (const changed of watchers) changed();
}
