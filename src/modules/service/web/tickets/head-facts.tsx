import { FieldValue, type RecordSlotProps, useObject } from "#records/web";
import styles from "../service.module.css";

const named = ["customer", "contact", "priority", "owner"];

/** Which ticket it is, whose, how urgent and who has it; where it stands says the bar below. */
export function TicketHeadFacts({ record: ticket }: RecordSlotProps) {
  const object = useObject("ticket");
  return (
    <>
      <span className={styles.number}>{String(ticket.number ?? "")}</span>
      {named.map((name) => {
        const field = object.fields[name];
        if (!field || ticket[name] === null || ticket[name] === undefined) return null;
        return <FieldValue key={name} object="ticket" name={name} field={field} value={ticket[name]} />;
      })}
    </>
  );
}
