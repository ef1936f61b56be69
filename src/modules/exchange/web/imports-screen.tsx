import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ImportSummary } from "#exchange/contract";
import { useObjectTitle } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { Counts } from "./counts.tsx";
import { importsQuery } from "./import-queries.ts";
import styles from "./imports.module.css";

/** What was imported before, newest first. */
export default function ImportsScreen() {
  const t = useT();
  const { data } = useQuery({
    ...importsQuery(),
    refetchInterval: (query) => (query.state.data?.some(isActive) ? 1000 : false),
  });
  const start = useCan("imports:run") && (
    <Button component={Link} to="/imports/new" size="xs">
      {t("exchange.new")}
    </Button>
  );
  return (
    <>
      <PageBar title={t("exchange.imports")} actions={data?.length ? start : undefined} />
      {data?.length === 0 ? (
        <EmptyState
          icon="database-import"
          title={t("exchange.list.empty")}
          text={t("exchange.list.empty_text")}
          action={start}
        />
      ) : (
        <ul className={styles.list}>
          {data?.map((one) => (
            <ImportLine key={one.id} one={one} />
          ))}
        </ul>
      )}
    </>
  );
}

const isActive = ({ state }: ImportSummary) => state === "waiting" || state === "running";

function ImportLine({ one }: { one: ImportSummary }) {
  const t = useT();
  const titleOf = useObjectTitle();
  const format = useFormat();
  const link =
    one.state === "prepared"
      ? { to: "/imports/new", search: { session: one.session_id, file: one.id } }
      : { to: `/imports/${one.id}` };
  return (
    <li>
      <Link {...link} className={styles.line}>
        <span className={styles.lineName}>
          <strong>{one.file_name}</strong>
          <span className={styles.quiet}>
            {one.object ? titleOf(one.object, "many") : t("exchange.file.nothing")}
          </span>
        </span>
        <span className={styles.lineState}>
          {one.state === "done" ? <Counts counts={one.counts} brief /> : t(`exchange.states.${one.state}`)}
        </span>
        <time className={styles.quiet} dateTime={one.created_at}>
          {format.relative(one.created_at)}
        </time>
      </Link>
    </li>
  );
}
