import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { CopyButton } from "#web/copy-button.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { MessengerShown } from "../../contract/messengers.ts";
import styles from "./messengers.module.css";

interface MessengerCardProps {
  readonly messenger: MessengerShown;
  readonly onChange: () => void;
  /** Signs in once more with what is kept. */
  readonly onTry: () => void;
}

/** One messenger: how it is, and what its service has to be told. */
export function MessengerCard({ messenger, onChange, onTry }: MessengerCardProps) {
  const t = useT();
  const { name, kind, address, active, webhook, verify_token: token } = messenger;
  return (
    <li className={styles.messenger}>
      <div className={styles.names}>
        <strong>{name}</strong>
        <span className={styles.quiet}>
          {[t(`messengers.kinds.${kind}`), address, !active && t("messengers.off")]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <State messenger={messenger} />
        {isEntered(kind) && <Told label={t(`messengers.enter.${kind}`)} value={webhook} />}
        {token && <Told label={t("messengers.verify_token")} value={token} />}
      </div>
      <div className={styles.acts}>
        {active && (
          <Button variant="subtle" size="compact-sm" onClick={onTry}>
            {t("messengers.try")}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={onChange}>
          {t("messengers.change")}
        </Button>
      </div>
    </li>
  );
}

/** Where people enter our address themselves. */
const isEntered = (kind: MessengerShown["kind"]): boolean => kind === "whatsapp" || kind === "sms";

function State({
  messenger: { state, problem, checked_at, active },
}: {
  readonly messenger: MessengerShown;
}) {
  const t = useT();
  const { relative } = useFormat();
  if (!active || state === "unset") return null;
  const isWell = state === "working";
  const Icon = isWell ? IconCheck : IconAlertTriangle;
  return (
    <span className={styles.state} data-tone={isWell ? "well" : "bad"}>
      <Icon size={14} stroke={1.5} aria-hidden />
      {isWell || !problem
        ? t(`messengers.states.${state}`, { when: checked_at ? relative(checked_at) : "" })
        : t(`messengers.troubles.${problem}`)}
    </span>
  );
}

/** Something that has to be entered at the service. */
function Told({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <span className={styles.told}>
      <span className={styles.quiet}>{label}</span>
      <code>{value}</code>
      <CopyButton text={value} />
    </span>
  );
}
