import type { LeftOut } from "../reading/table.ts";

const mostTold = 50;

/** What was left out by name and reason, each once with how often; of many the first, and how many more there were. */
export class LeftOutCounts {
  readonly #counts = new Map<string, LeftOut & { count: number }>();
  #others = 0;

  add(one: LeftOut): void {
    const name = one.name.slice(0, 255).toWellFormed().replaceAll("\0", "");
    const key = `${one.reason} ${name}`;
    const known = this.#counts.get(key);
    if (known) known.count++;
    else if (this.#counts.size < mostTold) this.#counts.set(key, { ...one, name, count: 1 });
    else this.#others++;
  }

  told(): readonly (LeftOut & { readonly count: number })[] {
    const all = [...this.#counts.values()];
    return this.#others === 0 ? all : [...all, { name: "…", reason: "unknown", count: this.#others }];
  }
}
