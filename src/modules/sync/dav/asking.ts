import { AppError } from "#kernel/error";
import type { Element } from "../xml/reading.ts";

/** More than any program asks for: properties at once, and elements of a filter. */
const mostProperties = 200;
const mostFilterElements = 100;

/** The properties that are asked for, each once. Throws `body_invalid`. */
export function propertiesAsked(elements: readonly Element[]): readonly string[] {
  const names = [...new Set(elements.map(({ name }) => name))];
  if (names.length > mostProperties) throw new AppError("body_invalid");
  return names;
}

/** Throws `body_invalid` for a filter that would have to be looked through at length for each entry. */
export function assertFilterSize(filter: Element | undefined): void {
  if (filter && sizeOf(filter) > mostFilterElements) throw new AppError("body_invalid");
}

const sizeOf = ({ children }: Element): number =>
  children.reduce((size, child) => size + 1 + sizeOf(child), 0);
