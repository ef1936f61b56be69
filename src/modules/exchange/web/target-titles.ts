import { closingDate, type Target, targetsOf } from "#exchange/contract";
import { useFieldTitle, useMetadata, useObjectTitle, useOptionTitle } from "#records/web";
import { useT } from "#web/texts.ts";

/** What a target is called: "Country", "Products: Price". */
export function useTargetTitle(): (target: Target) => string {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const { objects } = useMetadata();
  return (target) => {
    if (target.besides === "note") return t("exchange.presets.note_target");
    if (target.besides === "external_id") return t("exchange.presets.external_id");
    if (target.besides === "point")
      return optionTitle(target.object, objects[target.object]?.repeats?.column ?? "", target.part ?? "");
    const field =
      target.field === closingDate
        ? t("exchange.targets.closing_date")
        : fieldTitle(target.object, target.field);
    if (!target.part) return field;
    const part = t(`exchange.parts.${target.part}`);
    return target.definition.type === "money" ? `${field} · ${part}` : part;
  };
}

/** The targets of an object with their titles, in groups: its own, then each list of lines. */
export function useTargets(object: string) {
  const { objects } = useMetadata();
  const title = useTargetTitle();
  const objectTitle = useObjectTitle();
  const fieldTitle = useFieldTitle();
  const targets = targetsOf(object, (name) => objects[name]);
  const isOfLine = (target: Target) => target.related !== undefined && target.besides !== "note";
  const labelOf = (target: Target) =>
    isOfLine(target) ? `${objectTitle(target.object)}: ${title(target)}` : title(target);
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const target of targets) {
    const group = isOfLine(target) ? objectTitle(target.object, "many") : objectTitle(object);
    groups.set(group, [...(groups.get(group) ?? []), { value: target.path, label: labelOf(target) }]);
  }
  const byPath = new Map(targets.map((target) => [target.path, target]));
  return {
    groups: [...groups].map(([group, items]) => ({ group, items })),
    find: (path: string) => byPath.get(path),
    /** Where what has no field is kept as lines of a note; undefined where records have none. */
    note: targets.find(({ besides }) => besides === "note")?.path,
    titleOf: (path: string) => {
      const target = byPath.get(path);
      // A field that is written by its parts only, as an address.
      return target ? labelOf(target) : fieldTitle(object, path);
    },
  };
}
