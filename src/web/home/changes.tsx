import { useQuery } from "@tanstack/react-query";
import { type HomeChange, readHomeChanges } from "#customers/contract";
import { useFieldTitle } from "#records/web";
import { Avatar } from "#web/avatar.tsx";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { lowered } from "#web/lowered.ts";
import { useT } from "#web/texts.ts";
import styles from "./home.module.css";
import { Section } from "#web/home-section.tsx";
import { LinesComing } from "./lines-coming.tsx";

// Jobs and imports act for the product itself.
const productName = "Rapport";

/** What others did with the records I own, newest first. */
export function Changes() {
  const t = useT();
  const changes = useQuery({
    queryKey: ["home", "changes"],
    queryFn: () => call(readHomeChanges, { query: { limit: 12 } }),
  });
  const lines = changes.data?.data ?? [];
  return (
    <Section title={t("home.changes.title")}>
      {changes.isPending ? (
        <LinesComing />
      ) : (
        <div className={styles.card}>
          {lines.length === 0 && (
            <EmptyState icon="history" title={t("home.changes.none")} text={t("home.changes.none_text")} />
          )}
          {lines.map((change) => (
            <Change key={change.id} change={change} />
          ))}
        </div>
      )}
    </Section>
  );
}

function Change({ change }: { change: HomeChange }) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const object = change.record.object ?? "";
  const actor = change.actor?.title ?? productName;
  const fields = format.list(change.fields.slice(0, 3).map((field) => lowered(fieldTitle(object, field))));
  return (
    <div className={styles.change}>
      <Avatar name={actor} kind="person" size={22} />
      <div className={styles.changeText}>
        <span className={styles.changeRecord}>
          <LinkChip value={change.record} object={object} />
        </span>
        <span className={styles.under}>
          <span className={styles.what}>{t(`home.changes.${change.kind}`, { actor, fields })}</span>
        </span>
      </div>
      <time className={styles.when} dateTime={change.at} title={format.dateTime(change.at)}>
        {format.relative(change.at)}
      </time>
    </div>
  );
}
