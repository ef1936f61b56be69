import { Collapse, MultiSelect, NumberInput, Stack, TagsInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { date } from "#records/contract";
import { FieldInput, useMetadata, useObjectTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import { permissions } from "../../contract/permissions.ts";
import styles from "./key-bounds.module.css";

export interface KeyBounds {
  readonly scopes: readonly string[];
  /** The last day on which the key is good, `YYYY-MM-DD`. */
  readonly lastDay: string | null;
  readonly networks: readonly string[];
  readonly requestsPerMinute: number | null;
}

export const unbound: KeyBounds = { scopes: [], lastDay: null, networks: [], requestsPerMinute: null };

interface KeyBoundsFieldsProps {
  readonly value: KeyBounds;
  readonly onChange: (value: KeyBounds) => void;
}

/** What a key is bound to besides its role; folded away, as most keys need none of it. */
export function KeyBoundsFields({ value, onChange }: KeyBoundsFieldsProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const scopes = useScopeChoices();
  const text = (key: string) => t(`settings.api_keys.bounds.${key}`);
  const set = (part: Partial<KeyBounds>) => onChange({ ...value, ...part });
  return (
    <>
      <UnstyledButton className={styles.opener} aria-expanded={open} onClick={() => setOpen(!open)}>
        {text("open")}
      </UnstyledButton>
      <Collapse expanded={open}>
        <Stack gap="md">
          <MultiSelect
            label={text("scopes")}
            description={text("scopes_text")}
            searchable
            clearable
            hidePickedOptions
            data={scopes}
            value={[...value.scopes]}
            onChange={(next) => set({ scopes: next })}
          />
          <label className={styles.labelled}>
            <span>{text("ends")}</span>
            <FieldInput
              object="api_key"
              name="ends"
              field={date()}
              value={value.lastDay}
              ariaLabel={text("ends")}
              onChange={(next) => set({ lastDay: next as string | null })}
            />
          </label>
          <TagsInput
            label={text("networks")}
            description={text("networks_text")}
            splitChars={[",", " "]}
            value={[...value.networks]}
            onChange={(next) => set({ networks: next })}
          />
          <NumberInput
            label={text("requests")}
            description={text("requests_text")}
            min={1}
            max={600_000}
            allowDecimal={false}
            allowNegative={false}
            value={value.requestsPerMinute ?? ""}
            onChange={(next) => set({ requestsPerMinute: next === "" ? null : Number(next) })}
          />
        </Stack>
      </Collapse>
    </>
  );
}

function useScopeChoices() {
  const t = useT();
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const ofObject = (plural: string, what: string) =>
    (["read", "write"] as const).map((verb) => ({
      value: `${plural}:${verb}`,
      label: t(`settings.api_keys.bounds.${verb}`, { what }),
    }));
  return [
    {
      group: t("settings.api_keys.bounds.records"),
      items: [
        ...ofObject("*", t("settings.api_keys.bounds.everything")),
        ...Object.values(objects).flatMap(({ name, plural }) => ofObject(plural, titleOf(name, "many"))),
      ],
    },
    {
      group: t("settings.roles.permissions"),
      items: permissions.map((value) => ({ value, label: t(`permissions.${value.replace(":", "_")}`) })),
    },
  ];
}
