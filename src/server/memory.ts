import { setFlagsFromString } from "node:v8";

/** By how much of what is in use the heap may grow before it is tidied, in percent; V8 itself lets it grow to four times that on a large machine. */
const growth = 50;

/** Has V8 tidy its heap early. Memory is what the product is to be sparing with; it costs some 5 in 100 of this process' processor time while much is written. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
}
