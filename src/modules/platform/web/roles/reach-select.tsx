import { NativeSelect } from "@mantine/core";
import { type Reach, reach } from "#records/contract";
import { useT } from "#web/texts.ts";
import styles from "./roles.module.css";

interface ReachSelectProps {
  readonly label: string;
  readonly value: Reach;
  readonly onChange: (value: Reach) => void;
}

/** How far a right reaches. A choice of the browser's own: a matrix holds a hundred of them. */
export function ReachSelect({ label, value, onChange }: ReachSelectProps) {
  const t = useT();
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      className={styles.reach}
      data-reach={value}
      data={reach.options.map((one) => ({ value: one, label: t(`settings.roles.reach.${one}`) }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Reach)}
    />
  );
}
