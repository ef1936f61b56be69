import { AppError } from "#kernel/error";
import { importLimits } from "../contract/limits.ts";

/**
 * What one upload may cost us while it is unpacked and read: bytes that come out of it, and seconds. A small file that
 * swells into gigabytes is stopped while it swells. Throws `import_unpacks_too_large`, `import_takes_too_long`.
 */
export class Allowance {
  #bytes: number = importLimits.unpackedBytes;
  readonly #until = performance.now() + importLimits.readingSeconds * 1000;

  /** Notes bytes that came out of a file. */
  take(bytes: number): void {
    this.#bytes -= bytes;
    if (this.#bytes < 0) throw new AppError("import_unpacks_too_large");
    this.assertTime();
  }

  /** Whether as much as this is left; nothing is unpacked that says of itself that it is more. */
  assertHas(bytes: number): void {
    if (bytes > this.#bytes) throw new AppError("import_unpacks_too_large");
  }

  assertTime(): void {
    if (performance.now() > this.#until) throw new AppError("import_takes_too_long");
  }

  /** The pieces as they come, counted. */
  async *counted(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      this.take(piece.length);
      yield piece;
    }
  }
}
