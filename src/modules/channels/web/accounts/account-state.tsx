import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import styles from "./accounts.module.css";

interface AccountStateProps {
  readonly tone: "well" | "warning" | "bad";
  /** None where nobody has tried it yet. */
  readonly withSign?: boolean;
  readonly text: string;
}

/** Whether an account can be reached, and else what is in the way. */
export function AccountState({ tone, withSign = true, text }: AccountStateProps) {
  const Icon = tone === "well" ? IconCheck : IconAlertTriangle;
  return (
    <span className={styles.state} data-tone={tone}>
      {withSign && <Icon size={14} stroke={1.5} aria-hidden />}
      {text}
    </span>
  );
}
