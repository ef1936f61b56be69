import { createContext, use } from "react";

/**
 * True in a box that closes when one clicks outside of it. Lists of options must then stand within the box, not
 * at the end of the document, or picking one would close it.
 */
export const InsideBox = createContext(false);

/** Where a list of options stands: in the document, or in the box around its input. */
export function useInPortal(): boolean {
  return !use(InsideBox);
}
