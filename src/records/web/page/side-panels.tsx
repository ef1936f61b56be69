import { UnstyledButton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import { Suspense } from "react";
import { useT } from "#web/texts.ts";
import styles from "./side-panels.module.css";
import { type RecordSlotProps, useObjectSlots } from "./slots.ts";
import { Waiting } from "./waiting.tsx";

/** The panels that modules add beside the facts; each folds, and stays folded on this device. */
export function SidePanels({ object, record }: RecordSlotProps) {
  const t = useT();
  const { side = [] } = useObjectSlots(object);
  const [folded, setFolded] = useLocalStorage<readonly string[]>({
    key: "rapport.panels.folded",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  return side.map(({ key, title, component: Panel }) => {
    const open = !folded.includes(key);
    return (
      <section key={key} className={styles.panel} aria-label={t(title)}>
        <UnstyledButton
          className={styles.head}
          aria-expanded={open}
          onClick={() => setFolded(open ? [...folded, key] : folded.filter((one) => one !== key))}
        >
          <IconChevronRight size={14} stroke={1.5} className={styles.chevron} data-open={open || undefined} />
          {t(title)}
        </UnstyledButton>
        {open && (
          <Suspense fallback={<Waiting rows={2} />}>
            <Panel object={object} record={record} />
          </Suspense>
        )}
      </section>
    );
  });
}
