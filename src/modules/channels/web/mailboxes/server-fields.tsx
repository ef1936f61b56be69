import { Group, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useT } from "#web/texts.ts";
import type { MailServer } from "../../contract/mailboxes.ts";
import { portOf } from "./mailbox-form.ts";

interface ServerFieldsProps {
  readonly protocol: "imap" | "smtp";
  readonly on: boolean;
  readonly server: MailServer;
  readonly onSwitch: (on: boolean) => void;
  readonly onChange: (server: MailServer) => void;
}

const ways = ["tls", "starttls", "none"] as const;

/** Where a mailbox is read, or where it sends. */
export function ServerFields({ protocol, on, server, onSwitch, onChange }: ServerFieldsProps) {
  const t = useT();
  return (
    <>
      <Switch
        label={t(`mailboxes.${protocol}`)}
        description={on ? undefined : t(`mailboxes.${protocol}_off`)}
        checked={on}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      {on && (
        <Group align="flex-end" gap="xs" wrap="wrap">
          <TextInput
            label={t("mailboxes.host")}
            aria-label={`${t(`mailboxes.${protocol}`)}: ${t("mailboxes.host")}`}
            style={{ flex: "2 1 160px" }}
            maxLength={253}
            value={server.host}
            onChange={(event) => onChange({ ...server, host: event.currentTarget.value.trim() })}
          />
          <Select
            label={t("mailboxes.security")}
            style={{ flex: "1 1 130px" }}
            data={ways.map((value) => ({ value, label: t(`mailboxes.ways.${value}`) }))}
            allowDeselect={false}
            value={server.security}
            onChange={(value) => {
              const security = ways.find((one) => one === value) ?? "tls";
              onChange({ ...server, security, port: portOf(protocol, security) });
            }}
          />
          <NumberInput
            label={t("mailboxes.port")}
            style={{ flex: "0 1 90px" }}
            min={1}
            max={65_535}
            allowDecimal={false}
            hideControls
            value={server.port}
            onChange={(port) =>
              onChange({ ...server, port: Number(port) || portOf(protocol, server.security) })
            }
          />
        </Group>
      )}
    </>
  );
}
