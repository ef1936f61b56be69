/** Takes from a stream as many bytes as are asked for, whatever pieces they come in. */
export interface ByteReader {
  /** Exactly so many; null when the stream ends before. */
  take(length: number): Promise<Buffer | null>;
  /** As many as there are, up to so many. */
  upTo(length: number): Promise<Buffer>;
  /** What comes next, at least one byte and at most so many; null at the end. */
  some(most: number): Promise<Buffer | null>;
}

export function byteReader(chunks: AsyncIterable<Buffer>): ByteReader {
  const source = chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const some = async (most: number): Promise<Buffer | null> => {
    while (held.length === 0) {
      const next = await source.next();
      if (next.done) return null;
      held = next.value;
    }
    const part = held.subarray(0, most);
    held = held.subarray(part.length);
    return part;
  };
  const upTo = async (length: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    let left = length;
    while (left > 0) {
      const part = await some(left);
      if (!part) break;
      parts.push(part);
      left -= part.length;
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  };
  return {
    some,
    upTo,
    async take(length) {
      const bytes = await upTo(length);
      return bytes.length === length ? bytes : null;
    },
  };
}
