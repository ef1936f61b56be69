import { Button } from "@mantine/core";
import { CopyButton } from "#web/copy-button.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { MessengerShown } from "../../contract/messengers.ts";
import { AccountRow } from "../accounts/account-row.tsx";
import { AccountState } from "../accounts/account-state.tsx";
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
    <AccountRow
      name={name}
      told={[t(`messengers.kinds.${kind}`), address, !active && t("messengers.off")]}
      beneath={<State messenger={messenger} />}
      acts={
        <>
          {active && (
            <Button variant="subtle" size="compact-sm" onClick={onTry}>
              {t("messengers.try")}
            </Button>
          )}
          <Button variant="default" size="compact-sm" onClick={onChange}>
            {t("messengers.change")}
          </Button>
        </>
      }
    >
      {isEntered(kind) && <Told label={t(`messengers.enter.${kind}`)} value={webhook} />}
      {token && <Told label={t("messengers.verify_token")} value={token} />}
    </AccountRow>
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
  return (
    <AccountState
      tone={isWell ? "well" : "bad"}
      text={
        isWell || !problem
          ? t(`messengers.states.${state}`, { when: checked_at ? relative(checked_at) : "" })
          : t(`messengers.troubles.${problem}`)
      }
    />
  );
}

/** Something that has to be entered at the service. */
function Told({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <span className={styles.told}>
      <span>{label}</span>
      <code>{value}</code>
      <CopyButton text={value} />
    </span>
  );
}
