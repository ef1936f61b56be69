import { Combobox, Pill, PillsInput, useCombobox } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useT } from "#web/texts.ts";
import styles from "./input.module.css";
import { useInPortal } from "./inside-box.ts";
import { matches, OptionLine, type OptionPickerProps, type PickerOption } from "./option-picker.tsx";

interface ManyPickerProps
  extends Pick<
    OptionPickerProps,
    "options" | "onSearch" | "searching" | "inline" | "autoFocus" | "id" | "ariaLabel" | "error"
  > {
  readonly chosen: readonly PickerOption[];
  readonly onToggle: (value: string) => void;
  /** The options stand open below, in their own room, and cover nothing. */
  readonly listed?: boolean;
}

/** Picks several: Enter takes or leaves the one under the arrows, Backspace drops the last. */
export function ManyPicker({
  chosen,
  options,
  onToggle,
  onSearch,
  searching,
  listed,
  inline,
  autoFocus,
  id,
  ariaLabel,
  error,
}: ManyPickerProps) {
  const t = useT();
  const [search, setSearch] = useState("");
  const withinPortal = useInPortal();
  const opening = useCombobox({ defaultOpened: autoFocus === true });
  const open = useCombobox({ opened: true });
  const store = listed ? open : opening;
  const picked = new Set(chosen.map((option) => option.value));
  const shown = (onSearch ? options : options.filter((option) => matches(option, search.trim()))).slice(
    0,
    100,
  );

  function submit(value: string): void {
    onToggle(value);
    setSearch("");
    onSearch?.("");
  }

  function onKeyDown(event: KeyboardEvent): void {
    const last = chosen.at(-1);
    if (event.key === "Backspace" && search === "" && last) onToggle(last.value);
  }

  const box = (
    <PillsInput
      className={inline ? styles.inlineBox : undefined}
      variant={inline ? "unstyled" : "default"}
      error={inline ? undefined : error}
      onClick={() => store.openDropdown()}
    >
      <Pill.Group style={inline ? { flexWrap: "nowrap", overflow: "hidden" } : undefined}>
        {chosen.map((option) => (
          <Pill key={option.value} withRemoveButton onRemove={() => onToggle(option.value)}>
            {option.label}
          </Pill>
        ))}
        <Combobox.EventsTarget>
          <PillsInput.Field
            className={styles.typing}
            id={id}
            aria-label={ariaLabel}
            autoFocus={autoFocus}
            value={search}
            onFocus={() => store.openDropdown()}
            onBlur={() => store.closeDropdown()}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              onSearch?.(event.currentTarget.value.trim());
              store.openDropdown();
              store.selectFirstOption();
            }}
          />
        </Combobox.EventsTarget>
      </Pill.Group>
    </PillsInput>
  );
  const list = (
    <Combobox.Options
      mah={listed ? 220 : 300}
      tabIndex={listed ? 0 : undefined}
      style={{ overflowY: "auto" }}
      aria-label={ariaLabel}
    >
      {shown.map((option) => (
        <Combobox.Option key={option.value} value={option.value} active={picked.has(option.value)}>
          <OptionLine option={option} chosen={picked.has(option.value)} />
        </Combobox.Option>
      ))}
      {shown.length === 0 && (
        <Combobox.Empty>
          {searching ? t("records.input.searching") : t("records.input.nothing_found")}
        </Combobox.Empty>
      )}
    </Combobox.Options>
  );

  return (
    <Combobox
      store={store}
      onOptionSubmit={submit}
      withinPortal={withinPortal}
      shadow="md"
      offset={4}
      width={inline ? "max-content" : "target"}
      position="bottom-start"
    >
      {listed ? (
        <div className={styles.listed}>
          {box}
          {list}
        </div>
      ) : (
        <>
          <Combobox.DropdownTarget>{box}</Combobox.DropdownTarget>
          <Combobox.Dropdown miw={220} maw={420}>
            {list}
          </Combobox.Dropdown>
        </>
      )}
    </Combobox>
  );
}
