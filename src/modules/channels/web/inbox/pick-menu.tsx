import { Combobox, useCombobox } from "@mantine/core";
import { type ReactElement, useEffect, useEffectEvent } from "react";
import { Avatar } from "#web/avatar.tsx";
import styles from "./inbox.module.css";

export interface Pick {
  readonly value: string;
  readonly label: string;
  readonly subtitle?: string | undefined;
  readonly face?: "person" | "company";
}

interface PickMenuProps {
  readonly label: string;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly groups: readonly { readonly title?: string; readonly picks: readonly Pick[] }[];
  readonly onPick: (value: string) => void;
  readonly onSearch: (text: string) => void;
  readonly search: string;
  readonly nothing: string;
  /** The button that it hangs on. */
  readonly children: ReactElement<{ onClick?: () => void }>;
}

/** A list that is searched while one types, hung on a button. */
export function PickMenu(props: PickMenuProps) {
  const { label, opened, onOpened, groups, onPick, search, onSearch, nothing, children } = props;
  const store = useCombobox({
    opened,
    onOpenedChange: onOpened,
  });
  // Whoever opens it says so from outside, by a key or a button: the store hears of neither.
  const opens = useEffectEvent(() => {
    if (opened) {
      store.focusSearchInput();
      store.selectFirstOption();
      return;
    }
    if (search) onSearch("");
    store.resetSelectedOption();
  });
  useEffect(() => opens(), [opened]);
  const isEmpty = groups.every(({ picks }) => picks.length === 0);
  return (
    <Combobox
      store={store}
      width={280}
      position="bottom-end"
      withinPortal
      onOptionSubmit={(value) => {
        onOpened(false);
        onPick(value);
      }}
    >
      <Combobox.Target withAriaAttributes={false}>{children}</Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            onSearch(event.currentTarget.value);
            store.updateSelectedOptionIndex();
          }}
          placeholder={label}
          aria-label={label}
        />
        <Combobox.Options mah={300} className={styles.picks} aria-label={label}>
          {groups.map(({ title, picks }, index) =>
            picks.length === 0 ? null : (
              <Combobox.Group key={title ?? index} label={title}>
                {picks.map((pick) => (
                  <Combobox.Option key={pick.value} value={pick.value} className={styles.pick}>
                    {pick.face && <Avatar name={pick.label} kind={pick.face} size={20} />}
                    <span className={styles.pickTitle}>
                      {pick.label}
                      {pick.subtitle && <span className={styles.quiet}>{pick.subtitle}</span>}
                    </span>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ),
          )}
          {isEmpty && <Combobox.Empty>{nothing}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
