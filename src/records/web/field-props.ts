import type { FieldMetadata } from "#records/contract";

export interface ShowProps {
  readonly object: string;
  readonly name: string;
  readonly field: FieldMetadata;
  /** As the API gives it. */
  readonly value: unknown;
  /** `cell`: one line; `full`: all of it. Cell unless told. */
  readonly size?: "cell" | "full";
}

/** Where to go after a value was written: Tab goes on, Enter down. */
export type CommitMove = "stay" | "next" | "previous" | "down";

export interface EditProps {
  readonly object: string;
  readonly name: string;
  readonly field: FieldMetadata;
  /** As the API gives it: `{ id, title }` for a link. */
  readonly value: unknown;
  /** Each change while typing, in the same shape; null for none. */
  readonly onChange: (value: unknown) => void;
  /** The input knows that it is complete, as when an option was picked. */
  readonly onDone?: (value: unknown) => void;
  /** For a label: `<label htmlFor>`. */
  readonly id?: string;
  readonly ariaLabel?: string;
  readonly autoFocus?: boolean;
  /** What is wrong with the value, in words. */
  readonly error?: string;
  /** First letter typed on a cell that opened the input. */
  readonly typed?: string;
  /** Without a border of its own, filling its place: in a table's cell or on a page. */
  readonly inline?: boolean;
}
