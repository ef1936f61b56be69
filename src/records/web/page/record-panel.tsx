import { ActionIcon, Tooltip } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconArrowsDiagonal, IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type PointerEvent, Suspense } from "react";
import { useKeys } from "#web/keyboard.ts";
import { useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import { useObject, useObjectTitle } from "../metadata.ts";
import styles from "./record-panel.module.css";
import { RecordView } from "./record-view.tsx";
import { Waiting } from "./waiting.tsx";

interface RecordPanelProps {
  readonly object: string;
  readonly id: string;
  readonly onClose: () => void;
  /** Absent at the ends of the list. */
  readonly onNext?: () => void;
  readonly onPrevious?: () => void;
}

const narrowest = 400;
const widest = 1100;

/** A record beside the list it was opened from; on a phone it covers the list. */
export function RecordPanel({ object, id, onClose, onNext, onPrevious }: RecordPanelProps) {
  const t = useT();
  const title = useObjectTitle()(object);
  const definition = useObject(object);
  const { pathOf } = useRecordAddresses();
  const path = pathOf(object, id) ?? `/${definition.plural}/${id}`;
  const [width, setWidth] = useLocalStorage({
    key: "rapport.panel.width",
    defaultValue: 560,
    getInitialValueInEffect: false,
  });
  useKeys(
    { escape: onClose, j: onNext, k: onPrevious },
    { j: t("page.keys.next"), k: t("page.keys.previous"), escape: t("page.keys.close") },
    { group: t("page.keys.group") },
  );

  return (
    <aside
      className={styles.panel}
      style={{ "--panel-width": `${width}px` } as React.CSSProperties}
      aria-label={title}
    >
      <Edge width={width} onWidth={setWidth} />
      <header className={styles.bar}>
        <span className={styles.object}>{title}</span>
        <Act label={t("page.previous")} icon={IconChevronUp} run={onPrevious} />
        <Act label={t("page.next")} icon={IconChevronDown} run={onNext} />
        <Tooltip label={t("page.widen")}>
          <ActionIcon
            aria-label={t("page.widen")}
            renderRoot={(props) => <Link to={path as never} {...props} />}
          >
            <IconArrowsDiagonal size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Act label={t("page.close")} icon={IconX} run={onClose} />
      </header>
      <div className={styles.body}>
        <Suspense fallback={<Waiting rows={6} />}>
          <RecordView object={object} id={id} onGone={onClose} />
        </Suspense>
      </div>
    </aside>
  );
}

function Act({
  label,
  icon: Icon,
  run,
}: {
  readonly label: string;
  readonly icon: typeof IconX;
  readonly run?: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={!run} onClick={run} className={styles.act}>
        <Icon size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The edge by which the panel is made wider, by mouse or by the arrow keys. */
function Edge({ width, onWidth }: { readonly width: number; readonly onWidth: (width: number) => void }) {
  const t = useT();
  const within = (wanted: number) => Math.round(Math.min(widest, Math.max(narrowest, wanted)));
  function drag(event: PointerEvent<HTMLDivElement>): void {
    const start = event.clientX;
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = (move) => onWidth(within(width + start - move.clientX));
    edge.onpointerup = () => {
      edge.onpointermove = null;
    };
  }
  return (
    <div
      className={styles.edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={t("page.width")}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={(event) => {
        if (event.key === "ArrowLeft") onWidth(within(width + 40));
        if (event.key === "ArrowRight") onWidth(within(width - 40));
      }}
    />
  );
}
