import { IconGripVertical } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import styles from "./teams.module.css";

interface GripProps {
  readonly name: string;
  readonly hold: (element: Element | null) => void;
}

/** Where a line is taken hold of, by mouse, finger or Space. */
export function Grip({ name, hold }: GripProps) {
  const t = useT();
  return (
    <button type="button" ref={hold} className={styles.grip} aria-label={t("settings.teams.drag", { name })}>
      <IconGripVertical size={16} stroke={1.5} />
    </button>
  );
}
