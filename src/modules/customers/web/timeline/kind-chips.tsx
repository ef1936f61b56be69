import { UnstyledButton } from "@mantine/core";
import type { TimelineKind } from "#customers/contract";
import { useT } from "#web/texts.ts";
import styles from "./timeline.module.css";

interface KindChipsProps {
  readonly all: readonly TimelineKind[];
  /** None: everything is shown. */
  readonly chosen: readonly TimelineKind[];
  readonly onChoose: (kinds: readonly TimelineKind[]) => void;
}

/** What of the timeline is shown. */
export function KindChips({ all, chosen, onChoose }: KindChipsProps) {
  const t = useT();
  return (
    <div role="group" aria-label={t("timeline.filter")} className={styles.chips}>
      <UnstyledButton className={styles.chip} aria-pressed={chosen.length === 0} onClick={() => onChoose([])}>
        {t("timeline.all")}
      </UnstyledButton>
      {all.map((kind) => {
        const on = chosen.includes(kind);
        return (
          <UnstyledButton
            key={kind}
            className={styles.chip}
            aria-pressed={on}
            onClick={() => onChoose(on ? chosen.filter((one) => one !== kind) : [...chosen, kind])}
          >
            {t(`timeline.kinds.${kind}`)}
          </UnstyledButton>
        );
      })}
    </div>
  );
}
