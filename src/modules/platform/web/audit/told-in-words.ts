import type { Filter } from "#kernel/filter";
import { printFilter } from "#kernel/filter-text";
import type { Reach, RoleGrants } from "#records/contract";
import { groupTitleKey, useFieldTitle, useMetadata, useObjectTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import { definitionDifferences } from "./definition-differences.ts";
import { type GrantDifference, grantDifferences } from "./grant-differences.ts";

/** One thing that changed, in words; null for none. */
export interface Told {
  readonly title: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What became of a role's rights: "Companies · Change: Own → Team’s". */
export function useGrantsTold(): (from: RoleGrants, to: RoleGrants) => readonly Told[] {
  const t = useT();
  const { objects } = useMetadata();
  const objectTitle = useObjectTitle();
  const fieldTitle = useFieldTitle();
  const yesOrNo = (value: boolean) => t(value ? "records.input.yes" : "records.input.no");
  // An object that is no longer there, or that the reader does not see, has its name alone.
  const titleOf = (object: string) =>
    object === "*" ? t("settings.roles.others") : objects[object] ? objectTitle(object, "many") : object;
  const rightText = (value: Reach | boolean) =>
    typeof value === "boolean" ? yesOrNo(value) : t(`settings.roles.reach.${value}`);
  const told = (one: GrantDifference): Told => {
    if (one.kind === "permission")
      return {
        title: t(`permissions.${one.permission.replace(":", "_")}`),
        from: yesOrNo(!one.to),
        to: yesOrNo(one.to),
      };
    if (one.kind === "right")
      return {
        title: `${titleOf(one.object)} · ${t(`settings.roles.verbs.${one.right}`)}`,
        from: rightText(one.from),
        to: rightText(one.to),
      };
    return {
      title: `${titleOf(one.object)} · ${objects[one.object] ? fieldTitle(one.object, one.field) : one.field}`,
      from: t(`settings.roles.fields.limits.${one.from}`),
      to: t(`settings.roles.fields.limits.${one.to}`),
    };
  };
  return (from, to) => grantDifferences(from, to).map(told);
}

type Definition = Readonly<Record<string, unknown>> | null;

/** What became of an object's or a field's definition: "Required: No → Yes". */
export function useDefinitionTold(): (from: Definition, to: Definition) => readonly Told[] {
  const t = useT();
  const objectTitle = useObjectTitle();
  const valueText = (property: string, value: unknown): string | null => {
    if (value === null || value === "") return null;
    if (typeof value === "boolean") return t(value ? "records.input.yes" : "records.input.no");
    if (property === "type") return t(`settings.objects.types.${value as string}.title`);
    if (property === "aggregate") return t(`settings.objects.aggregates.${value as string}`);
    if (property === "group") return t(groupTitleKey(value as string));
    if (property === "to") return objectTitle(value as string);
    if (conditions.has(property)) return printFilter(value as Filter);
    return wordsIn(value).join(" · ");
  };
  return (from, to) =>
    definitionDifferences(from, to).map(({ property, from: before, to: after }) => ({
      title: t([`settings.audit.properties.${property}`, "settings.audit.said.definition"]),
      from: valueText(property, before),
      to: valueText(property, after),
    }));
}

const conditions: ReadonlySet<string> = new Set(["shownWhen", "requiredWhen", "readOnlyWhen", "filter"]);

/** The words of a name in several languages, of a list of options: each once. */
function wordsIn(value: unknown): readonly string[] {
  const all =
    typeof value === "object" && value !== null ? Object.values(value).flatMap(wordsIn) : [String(value)];
  return [...new Set(all)];
}
