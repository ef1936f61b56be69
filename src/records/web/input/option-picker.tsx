import { Combobox, InputBase, useCombobox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useT } from "#web/texts.ts";
import styles from "./input.module.css";
import { useInPortal } from "./inside-box.ts";

export interface PickerOption {
  readonly value: string;
  readonly label: string;
  /** Dot, face or flag before the label. */
  readonly mark?: ReactNode;
  readonly subtitle?: string;
}

export interface OptionPickerProps {
  readonly value: string | null;
  /** What stands in the input while nothing is typed. */
  readonly label: string;
  readonly options: readonly PickerOption[];
  readonly onPick: (value: string | null) => void;
  /** Options are searched elsewhere; unless given they are filtered here. */
  readonly onSearch?: (text: string) => void;
  readonly searching?: boolean;
  /** Offered last: "Create “Acme”". */
  readonly onCreate?: (text: string) => void;
  readonly required?: boolean;
  readonly inline?: boolean;
  readonly autoFocus?: boolean;
  readonly typed?: string;
  readonly id?: string;
  readonly ariaLabel?: string;
  readonly error?: string;
  readonly placeholder?: string;
}

const shownAtMost = 100;
const none = "\u0000none";
const make = "\u0000make";

/** Picks one of several by typing and arrows; the list stands under the input. */
export function OptionPicker(props: OptionPickerProps) {
  const { value, label, options, onPick, onSearch, onCreate, inline, required } = props;
  const t = useT();
  const withinPortal = useInPortal();
  const [search, setSearch] = useState<string | null>(props.typed ?? null);
  const store = useCombobox({
    defaultOpened: props.autoFocus === true,
    onDropdownClose: () => store.resetSelectedOption(),
  });
  const input = useRef<HTMLInputElement>(null);
  const typed = search?.trim() ?? "";
  const found = onSearch ? options : options.filter((option) => matches(option, typed));
  const shown = found.slice(0, shownAtMost);

  useEffect(() => {
    if (props.autoFocus) input.current?.focus({ preventScroll: true });
    if (props.autoFocus && props.typed === undefined) input.current?.select();
  }, [props.autoFocus, props.typed]);
  // The first that fits is picked by Enter, once something was typed.
  useEffect(() => {
    if (typed) store.selectFirstOption();
    else store.updateSelectedOptionIndex("active");
  }, [typed, shown.length]);

  // Who types quickly and presses Enter means what they typed, not what still stands there from before.
  const isAwaited = useRef(false);
  useEffect(() => {
    if (props.searching || !isAwaited.current) return;
    isAwaited.current = false;
    store.selectFirstOption();
    if (shown.length > 0) store.clickSelectedOption();
  }, [props.searching]);
  function awaitFound(event: KeyboardEvent): void {
    isAwaited.current = event.key === "Enter" && typed !== "" && props.searching === true;
    if (!isAwaited.current) return;
    event.preventDefault();
    event.stopPropagation();
  }

  // What is typed is searched for, not added to the name of what was picked before.
  function begin(): void {
    store.openDropdown();
    if (search === null) input.current?.select();
  }
  function submit(picked: string): void {
    store.closeDropdown();
    setSearch(null);
    if (picked === make) onCreate?.(typed);
    else onPick(picked === none ? null : picked);
  }

  return (
    <Combobox
      store={store}
      onOptionSubmit={submit}
      withinPortal={withinPortal}
      shadow="md"
      offset={4}
      width={inline ? "max-content" : "target"}
      position="bottom-start"
      middlewares={{ shift: true, flip: true }}
    >
      <Combobox.Target>
        <InputBase
          // A dialog around it leaves the focus here.
          data-autofocus={props.autoFocus || undefined}
          ref={input}
          className={inline ? styles.inline : undefined}
          variant={inline ? "unstyled" : "default"}
          id={props.id}
          aria-label={props.ariaLabel}
          error={inline ? undefined : props.error}
          // Where no label on screen says what is picked here.
          placeholder={props.placeholder ?? (label || (inline || props.id ? undefined : props.ariaLabel))}
          value={search ?? label}
          autoComplete="off"
          rightSection={inline ? undefined : <Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            onSearch?.(event.currentTarget.value.trim());
            store.openDropdown();
          }}
          onKeyDownCapture={awaitFound}
          onClick={begin}
          onFocus={begin}
          onBlur={() => {
            store.closeDropdown();
            setSearch(null);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown miw={220} maw={420}>
        <Combobox.Options mah={300} style={{ overflowY: "auto" }} aria-label={props.ariaLabel}>
          {!required && value !== null && !typed && (
            <Combobox.Option value={none}>
              <span className={styles.subtitle}>{t("records.input.none")}</span>
            </Combobox.Option>
          )}
          {shown.map((option) => (
            <Combobox.Option key={option.value} value={option.value} active={option.value === value}>
              <OptionLine option={option} chosen={option.value === value} />
            </Combobox.Option>
          ))}
          {shown.length === 0 && !(onCreate && typed) && (
            <Combobox.Empty>
              {props.searching ? t("records.input.searching") : t("records.input.nothing_found")}
            </Combobox.Empty>
          )}
          {onCreate && typed && (
            <Combobox.Option value={make}>{t("records.input.create", { name: typed })}</Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

export function OptionLine({ option, chosen }: { option: PickerOption; chosen: boolean }) {
  return (
    <span className={styles.option}>
      {option.mark}
      <span className={styles.optionLines}>
        <span className={styles.optionText}>{option.label}</span>
        {option.subtitle && (
          <span className={`${styles.optionText} ${styles.subtitle}`}>{option.subtitle}</span>
        )}
      </span>
      {chosen && <IconCheck size={14} stroke={1.5} className={styles.chosen} aria-hidden="true" />}
    </span>
  );
}

export function matches(option: PickerOption, typed: string): boolean {
  return option.label.toLocaleLowerCase().includes(typed.toLocaleLowerCase());
}
