import { type AdministeredObject, type LayoutDefinition, type Texts } from "#records/contract";
import { factGroups, groupTitleKey, useMetadata } from "#records/web";
import { useLocale, useT } from "#web/texts.ts";

/** A layout while it is being made: sections in order, and the fields of each; those on no page under `unused`. */
export interface LayoutDraft {
  readonly sections: readonly {
    readonly key: string;
    readonly title: Texts;
    readonly folded: boolean;
  }[];
  readonly fields: Record<string, string[]>;
}

export function draftOfLayout(object: AdministeredObject, { sections }: LayoutDefinition): LayoutDraft {
  const known = object.fields
    .filter(({ removedAt, field }) => removedAt === null && !field.hidden)
    .map(({ name }) => name);
  const placed = new Set(sections.flatMap((section) => section.fields));
  return {
    sections: sections.map(({ key, title, folded = false }) => ({ key, title, folded })),
    fields: {
      ...Object.fromEntries(
        sections.map(({ key, fields }) => [key, fields.filter((name) => known.includes(name))]),
      ),
      unused: known.filter((name) => !placed.has(name)),
    },
  };
}

export function layoutOf({ sections, fields }: LayoutDraft): LayoutDefinition {
  return {
    sections: sections.map(({ key, title, folded }) => ({
      key,
      // A section that nobody named stands without a title of its own.
      title: Object.keys(title).length > 0 ? title : { en: "–" },
      ...(folded && { folded }),
      fields: fields[key] ?? [],
    })),
    hidden: fields["unused"] ?? [],
  };
}

/** The page as the product lays it out, to begin with. */
export function usePageSections(object: AdministeredObject): LayoutDefinition {
  const t = useT();
  const locale = useLocale();
  const known = useMetadata().objects[object.name];
  const groups = known ? factGroups({ ...known, layout: undefined }) : [];
  return {
    sections: groups.map(({ group, fields }) => ({
      key: group,
      title: { [locale]: t(groupTitleKey(group)) },
      fields: [...fields],
    })),
  };
}
