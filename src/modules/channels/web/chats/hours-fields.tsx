import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import type { ChatSettings } from "../../contract/chat.ts";
import accounts from "../accounts/accounts.module.css";
import styles from "./chats.module.css";

type Hours = ChatSettings["hours"];

const mostHours = 50;
const days = ["1", "2", "3", "4", "5", "6", "7"];

/** When somebody answers, day by day; several times a day where there is a break. */
export function HoursFields({
  hours,
  onChange,
}: {
  readonly hours: Hours;
  readonly onChange: (hours: Hours) => void;
}) {
  const t = useT();
  const change = (at: number, changed: Partial<Hours[number]>) =>
    onChange(hours.map((one, index) => (index === at ? { ...one, ...changed } : one)));
  const add = () => {
    const last = hours.at(-1);
    onChange([...hours, { from: "09:00", to: "18:00", ...last, day: last ? (last.day % 7) + 1 : 1 }]);
  };
  return (
    <fieldset className={styles.hours}>
      <legend>{t("chats.hours")}</legend>
      <p className={accounts.quiet}>{t("chats.hours_text")}</p>
      {hours.map((one, at) => (
        <div key={`${at} of ${hours.length}`} className={styles.hour}>
          <Select
            aria-label={t("chats.day")}
            allowDeselect={false}
            data={days.map((value) => ({ value, label: t(`chats.days.${value}`) }))}
            value={String(one.day)}
            onChange={(day) => change(at, { day: Number(day ?? one.day) })}
          />
          {(["from", "to"] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              required
              aria-label={t(`chats.${end}`)}
              value={one[end]}
              onChange={(event) => change(at, { [end]: event.currentTarget.value })}
            />
          ))}
          <ActionIcon
            aria-label={t("chats.hours_remove")}
            onClick={() => onChange(hours.filter((_, index) => index !== at))}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      {hours.length < mostHours && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
          onClick={add}
        >
          {t("chats.hours_add")}
        </Button>
      )}
    </fieldset>
  );
}
