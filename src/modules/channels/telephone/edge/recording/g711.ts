/** ITU-T G.711: a byte for each of 8,000 samples a second, by one of two laws. */
export const samplesPerSecond = 8_000;

/** The sample of 16 bits that a byte stands for, by its law. */
export const spoken = { u: table(fromU), a: table(fromA) } as const;

function table(of: (byte: number) => number): Int16Array {
  return Int16Array.from({ length: 256 }, (_, byte) => of(byte));
}

function fromU(byte: number): number {
  const value = ~byte & 0xff;
  const size = ((((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4)) - 0x84;
  return value & 0x80 ? -size : size;
}

function fromA(byte: number): number {
  const value = byte ^ 0x55;
  const step = (value & 0x70) >> 4;
  const fine = ((value & 0x0f) << 4) + 8;
  const size = step === 0 ? fine : (fine + 0x100) << (step - 1);
  return value & 0x80 ? size : -size;
}

/** A sample of 16 bits as a byte of the law of North America, which every browser plays. */
export function toU(sample: number): number {
  const size = Math.min(Math.abs(sample), 32_635) + 0x84;
  const step = 31 - Math.clz32(size) - 7;
  const fine = (size >> (step + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (step << 4) | fine) & 0xff;
}
