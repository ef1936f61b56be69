/** How far a batch that is at work moves the cursor. */
export interface Place {
  /** The cursor once the rows of the batch up to `row` are dealt with: it stays as long as batches before it are at work. */
  cursorAt(row: number): number;
  /** All of its rows are dealt with. */
  done(): void;
}

/** How far an import is that takes several batches at once: all rows up to the cursor are dealt with, and some beyond it. */
export class Progress {
  readonly #began: number;
  readonly #beyond: ReadonlySet<number>;
  readonly #atWork: { readonly last: number; isDone: boolean }[] = [];
  #cursor: number;

  /** `beyond`: numbers of the rows after the cursor that an earlier run dealt with. */
  constructor(cursor: number, beyond: Iterable<number>) {
    this.#began = cursor;
    this.#cursor = cursor;
    this.#beyond = new Set(beyond);
  }

  /** Whether an earlier run dealt with the row. */
  isOver(row: number): boolean {
    return row <= this.#began || this.#beyond.has(row);
  }

  /** Begins a batch, of which `last` is the last row; batches come in the order of their rows. */
  begin(last: number): Place {
    const batch = { last, isDone: false };
    this.#atWork.push(batch);
    return {
      cursorAt: (row) => (this.#atWork[0] === batch ? row : this.#cursor),
      done: () => {
        batch.isDone = true;
        while (this.#atWork[0]?.isDone) this.#cursor = this.#atWork.shift()?.last ?? this.#cursor;
      },
    };
  }
}
