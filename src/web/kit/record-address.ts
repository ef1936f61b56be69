import { createContext, createElement, type ReactNode, useContext } from "react";

export interface RecordAddresses {
  /** `/deals/0192…`; undefined for an object that has no page for the user. */
  readonly pathOf: (object: string, id: string) => string | undefined;
  /** Opens the record here, beside what is on screen; absent: one goes to its page. */
  readonly open?: (object: string, id: string) => void;
}

const AddressContext = createContext<RecordAddresses>({ pathOf: () => undefined });

/** The frame knows the objects and provides paths; a list provides `open` to show records in its panel. */
export function RecordAddressProvider({ value, children }: { value: RecordAddresses; children: ReactNode }) {
  return createElement(AddressContext, { value }, children);
}

export function useRecordAddresses(): RecordAddresses {
  return useContext(AddressContext);
}
