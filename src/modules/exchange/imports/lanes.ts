/**
 * Runs tasks beside each other, as many at once as there are lanes; those that claim the same one after the other. When one
 * fails, no other begins, and its error is thrown once all have come to rest.
 */
export class Lanes {
  readonly #width: number;
  readonly #running = new Map<Promise<void>, ReadonlySet<string>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(width: number) {
    this.#width = width;
  }

  /** Begins a task as soon as there is a lane and nobody who runs claims what it claims. Throws what another failed with. */
  async begin(claims: ReadonlySet<string>, task: () => Promise<void>): Promise<void> {
    while (!this.#failure && (this.#running.size >= this.#width || this.#isClaimed(claims)))
      await Promise.race(this.#running.keys());
    if (this.#failure) return this.rest();
    const running = task()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(running));
    this.#running.set(running, claims);
  }

  /** Waits until nothing runs. Throws what one failed with. */
  async rest(): Promise<void> {
    await Promise.all(this.#running.keys());
    if (this.#failure) throw this.#failure.error;
  }

  #isClaimed(claims: ReadonlySet<string>): boolean {
    return [...this.#running.values()].some((others) => !others.isDisjointFrom(claims));
  }
}
