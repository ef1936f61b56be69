import type { Mapping } from "#exchange/contract";

/** Without fields that were chosen to be the same for all and given no value yet. */
export function mappingToSave({ defaults, ...mapping }: Mapping): Mapping {
  const given = Object.entries(defaults ?? {}).filter(([, text]) => text.trim() !== "");
  return { ...mapping, ...(given.length > 0 && { defaults: Object.fromEntries(given) }) };
}
