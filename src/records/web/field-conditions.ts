import type { Filter } from "#kernel/filter";
import { filterHolds } from "#kernel/filter-match";
import { type ObjectMetadata, valueAtPath } from "#records/contract";
import { useSession } from "#web/session.ts";

type Values = Readonly<Record<string, unknown>>;

/** What administrators asked of fields by a condition, for the values on the screen; the server asks the same. */
export interface FieldConditions {
  readonly isShown: (name: string, values: Values) => boolean;
  readonly isRequired: (name: string, values: Values) => boolean;
  readonly isReadOnly: (name: string, values: Values) => boolean;
}

export function useFieldConditions(object: ObjectMetadata): FieldConditions {
  const { user } = useSession();
  const holds = (filter: Filter, values: Values): boolean =>
    filterHolds(filter, (path) => valueAtPath(object, (name) => values[name] ?? null, path), {
      userId: user.id,
      // Who is in one's team only the server knows; a condition that asks for it is looked at there.
      teamUserIds: [user.id],
      timeZone: user.timeZone,
      now: new Date(),
    });
  const of = (name: string) => object.fields[name];
  return {
    isShown: (name, values) => {
      const filter = of(name)?.shownWhen;
      return !filter || holds(filter, values);
    },
    isRequired: (name, values) => {
      const filter = of(name)?.requiredWhen;
      return of(name)?.required === true || (filter !== undefined && holds(filter, values));
    },
    isReadOnly: (name, values) => {
      const filter = of(name)?.readOnlyWhen;
      return filter !== undefined && holds(filter, values);
    },
  };
}
