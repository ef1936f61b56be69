import { FieldValue, type RecordSlotProps, useObject } from "#records/web";
import type { Address, LinkValue } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import styles from "./party-facts.module.css";

/** Under the name: what they are to us, what they do and where, how to reach them. */
export default function PartyFacts({ object: name, record }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const object = useObject(name);
  const company = record.company as LinkValue | null | undefined;
  const address = record.address as Address | null | undefined;
  const job = record.job_title as string | null | undefined;
  const employees = record.employees as number | null | undefined;
  const fact = (field: string) => {
    const definition = object.fields[field];
    return definition && record[field] ? (
      <FieldValue object={name} name={field} field={definition} value={record[field]} />
    ) : null;
  };
  return (
    <>
      {Array.isArray(record.roles) && record.roles.length > 0 && <span>{fact("roles")}</span>}
      {(job || company) && (
        <span className={styles.work}>
          {job}
          {company && (
            <>
              {job && <span className={styles.at}> {t("relations.job_at")} </span>}
              <LinkChip value={{ ...company, object: "company" }} />
            </>
          )}
        </span>
      )}
      {record.industry ? <span>{fact("industry")}</span> : null}
      {address?.city && <span>{address.city}</span>}
      {employees != null && (
        <span>{t("relations.employees", { count: employees, number: format.number(employees) })}</span>
      )}
      {record.email ? <span className={styles.reach}>{fact("email")}</span> : null}
      {record.phone ? <span className={styles.reach}>{fact("phone")}</span> : null}
    </>
  );
}
