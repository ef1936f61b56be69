import { RecordsAsRows } from "./records-as-rows.ts";
import type { Desk, Table } from "./table.ts";

const mostPeople = 500_000;
const atOnce = 2000;

/** Somebody with an address, as a mail or an invitation names them. */
export interface Correspondent {
  /** In lower case. */
  readonly email: string;
  readonly name: string;
}

/** Those who are met in mails and calendars and are none of ours, each address once. */
export class PeopleMet {
  readonly #names = new Map<string, string>();
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  isOurs(email: string): boolean {
    return this.#desk.ourAddresses.has(email);
  }

  /** The longest name by which an address goes is kept. */
  add({ email, name }: Correspondent): void {
    const known = this.#names.get(email);
    if (known === undefined ? this.#names.size < mostPeople : name.length > known.length)
      this.#names.set(email, name);
  }

  /** A table of those whom nobody here knows yet, where there are any. */
  async *table(): AsyncGenerator<Table> {
    const rows = await RecordsAsRows.open(this.#desk.folder, ["Correspondent", "E-mail"]);
    try {
      for await (const [email, name] of this.#unknown())
        await rows.add([
          ["Correspondent", name || email.slice(0, email.indexOf("@"))],
          ["E-mail", email],
        ]);
      if (rows.count > 0)
        yield {
          name: "",
          rows: rows.rows(),
          object: "person",
          source: { system: "mail", entity: "correspondents" },
        };
    } finally {
      await rows.close();
    }
  }

  async *#unknown(): AsyncGenerator<readonly [email: string, name: string]> {
    const all = [...this.#names];
    for (let from = 0; from < all.length; from += atOnce) {
      const some = all.slice(from, from + atOnce);
      const known = await this.#desk.knownAddresses(some.map(([email]) => email));
      yield* some.filter(([email]) => !known.has(email));
    }
  }
}

/** An address as it is compared; empty where it is none. */
export function plainAddress(text: string): string {
  const address = text
    .trim()
    .replace(/^mailto:/i, "")
    .replace(/^<|>$/g, "")
    .toLowerCase();
  return address.length <= 254 && /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;]+$/.test(address)
    ? address
    : "";
}
