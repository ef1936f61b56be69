import { Input, Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { ObjectIcon, objectIcons } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import styles from "./objects.module.css";

/** The picture of an object: one of those we have, seen at once. */
export function IconPicker({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (icon: string) => void;
}) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Input.Wrapper label={t("settings.objects.icon")}>
      <div>
        <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withinPortal>
          <Popover.Target>
            <UnstyledButton
              className={styles.iconButton}
              aria-expanded={open}
              aria-label={t("settings.objects.choose_icon")}
              onClick={() => setOpen(!open)}
            >
              <ObjectIcon name={value} size={20} />
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown p={8}>
            <div className={styles.icons} role="listbox" aria-label={t("settings.objects.icon")}>
              {objectIcons.map((name) => (
                <UnstyledButton
                  key={name}
                  role="option"
                  aria-selected={name === value}
                  aria-label={name.replaceAll("-", " ")}
                  className={styles.icon}
                  onClick={() => {
                    onChange(name);
                    setOpen(false);
                  }}
                >
                  <ObjectIcon name={name} size={18} />
                </UnstyledButton>
              ))}
            </div>
          </Popover.Dropdown>
        </Popover>
      </div>
    </Input.Wrapper>
  );
}
