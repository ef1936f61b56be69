import { Select, Switch } from "@mantine/core";
import { optionsOf, useFieldTitle, useMetadata, useOptionTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import type { FormSettings, FormTicket } from "../../contract/forms.ts";
import { QueueField } from "../accounts/receiving-fields.tsx";
import styles from "./forms.module.css";

interface TicketFieldsProps {
  readonly ticket: FormSettings["ticket"];
  readonly onChange: (ticket: FormSettings["ticket"]) => void;
}

const asUsual: FormTicket = { type: null, priority: null, queue: null };
const chosen = ["type", "priority"] as const;

/** Whether what is sent becomes a ticket, and how that begins; what it can be says the room that makes it. */
export function TicketFields({ ticket, onChange }: TicketFieldsProps) {
  const t = useT();
  const option = useOptionTitle();
  const title = useFieldTitle();
  const fields = useMetadata().objects["ticket"]?.fields;
  const wanted = typeof ticket === "object" ? ticket : asUsual;
  return (
    <>
      <Switch
        label={t("forms.ticket")}
        checked={ticket !== false}
        onChange={(event) => onChange(event.currentTarget.checked ? asUsual : false)}
      />
      {ticket !== false && fields && (
        <div className={styles.within}>
          {chosen.map((name) => {
            const field = fields[name];
            return (
              field && (
                <Select
                  key={name}
                  label={title("ticket", name)}
                  placeholder={t("forms.ticket_usual")}
                  clearable
                  data={optionsOf(field).map((value) => ({ value, label: option("ticket", name, value) }))}
                  value={wanted[name]}
                  onChange={(value) => onChange({ ...wanted, [name]: value })}
                />
              )
            );
          })}
          <QueueField
            label={title("ticket", "queue")}
            placeholder={t("forms.ticket_queue")}
            value={wanted.queue}
            onChange={(queue) => onChange({ ...wanted, queue })}
          />
        </div>
      )}
    </>
  );
}
