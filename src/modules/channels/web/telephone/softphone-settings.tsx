import { NumberInput, Switch, Text, TextInput } from "@mantine/core";
import { fieldProblem } from "#platform/web";
import { useT } from "#web/texts.ts";
import type { TelephoneLine } from "../../contract/telephone.ts";
import { CallingLimits } from "./calling-limits.tsx";
import { ProviderAccount } from "./provider-account.tsx";

export interface SoftphoneChoice {
  readonly softphone: boolean;
  readonly peers: string;
  readonly ringFor: number | string;
  readonly countries: readonly string[];
  readonly callsPerHour: number | string;
  readonly longestCall: number | string;
  readonly user: string;
  readonly login: string;
  readonly password: string;
}

interface SoftphoneSettingsProps {
  readonly line: TelephoneLine;
  readonly value: SoftphoneChoice;
  readonly problem: unknown;
  readonly onChange: (value: SoftphoneChoice) => void;
}

/** Whether a line is answered in the browser, without a switchboard, and with whom it is connected then. */
export function SoftphoneSettings({ line, value, problem, onChange }: SoftphoneSettingsProps) {
  const t = useT();
  const change = (part: Partial<SoftphoneChoice>) => onChange({ ...value, ...part });
  return (
    <>
      <Switch
        label={t("channels.softphone.line")}
        description={t("channels.softphone.line_text")}
        checked={value.softphone}
        onChange={({ currentTarget }) => change({ softphone: currentTarget.checked })}
      />
      {value.softphone && (
        <>
          {line.softphone && (
            <Text size="xs" c="var(--neutral-11)" role="status">
              {t(`channels.softphone.edge.${line.edge}`)}
            </Text>
          )}
          <TextInput
            label={t("channels.softphone.peers")}
            description={t("channels.softphone.peers_text")}
            value={value.peers}
            error={fieldProblem(problem, "peers")}
            onChange={({ currentTarget }) => change({ peers: currentTarget.value })}
          />
          <ProviderAccount line={line} value={value} problem={problem} onChange={change} />
          <NumberInput
            label={t("channels.softphone.ring_for")}
            description={t("channels.softphone.ring_for_text")}
            value={value.ringFor}
            min={5}
            max={120}
            allowDecimal={false}
            onChange={(ringFor) => change({ ringFor })}
          />
          <CallingLimits line={line} value={value} onChange={change} />
        </>
      )}
    </>
  );
}
