import { Button, Progress } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { cancelImport, type ImportDetails } from "#exchange/contract";
import { useMetadata, useObjectTitle } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useCan } from "#web/session.ts";
import { lowered } from "#web/lowered.ts";
import { useT } from "#web/texts.ts";
import { Counts } from "./counts.tsx";
import { importQuery, importsQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { LeftOut } from "./left-out.tsx";
import { watchInTray } from "./tray-watch.ts";
import { ResultLists } from "./result-lists.tsx";
import { UndoImport } from "./undo-import.tsx";

const isActive = (one: { state: string }) => one.state === "waiting" || one.state === "running";

/** An import while it runs, and what came of it; with the other files of its session. */
export default function ImportScreen() {
  const t = useT();
  const { id = "" } = useParams({ strict: false });
  const navigate = useNavigate();
  const { data, isFetchedAfterMount } = useQuery({
    ...importQuery(id),
    refetchOnMount: "always",
    refetchInterval: (query) => (query.state.data && isActive(query.state.data) ? 600 : false),
  });
  const isPrepared = data?.state === "prepared";
  // Only what the server says now sends anybody away: what was remembered from before the start would send
  // to the preparation, which sends back here, without end.
  const isToPrepare = isPrepared && isFetchedAfterMount;
  useEffect(() => {
    if (isToPrepare)
      void navigate({
        to: "/imports/new",
        search: { session: data.session_id, file: data.id },
        replace: true,
      });
    else if (data && isActive(data)) watchInTray(data.id);
  }, [data, isToPrepare, navigate]);
  if (!data || isPrepared) return <PageBar title={t("exchange.imports")} />;
  return (
    <>
      <PageBar
        title={data.file_name}
        actions={
          <Button component={Link} to="/imports" size="xs" variant="default">
            {t("exchange.imports")}
          </Button>
        }
      />
      <div className={styles.page}>
        <Session details={data} />
        {isActive(data) ? <Running details={data} /> : <Result details={data} />}
        <LeftOut parts={data.left_out} />
      </div>
    </>
  );
}

/** The files that were given together; goes on to the next when one is done. */
function Session({ details }: { details: ImportDetails }) {
  const t = useT();
  const { data = [] } = useQuery({
    ...importsQuery(details.session_id),
    refetchInterval: (query) => (query.state.data?.some(isActive) ? 800 : false),
  });
  if (data.length < 2) return null;
  return (
    <ol className={styles.files}>
      {data.map((file, index) => (
        <li key={file.id} data-current={file.id === details.id || undefined}>
          <Link to={`/imports/${file.id}`} className={styles.fileLink}>
            <span className={styles.fileNumber}>{index + 1}</span>
            <span className={styles.fileName}>
              <strong>{file.file_name}</strong>
              <span className={styles.quiet}>
                {file.state === "running"
                  ? t("exchange.run.progress", { processed: file.processed, rows: file.rows })
                  : t(`exchange.states.${file.state}`)}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

function Running({ details }: { details: ImportDetails }) {
  const t = useT();
  const mayRun = useCan("imports:run");
  const client = useQueryClient();
  const stop = () =>
    call(cancelImport, { params: { id: details.id } }).then(
      () => client.invalidateQueries({ queryKey: ["imports"] }),
      notifyProblem,
    );
  return (
    <section className={styles.running} aria-live="polite">
      <h2 className={styles.heading}>
        {t("exchange.run.progress", { processed: details.processed, rows: details.rows })}
      </h2>
      <Progress
        value={(100 * details.processed) / Math.max(1, details.rows)}
        aria-label={t("exchange.run.working")}
      />
      <p className={styles.quiet}>{t("exchange.run.leave")}</p>
      <Counts counts={details.counts} />
      {mayRun && (
        <Button variant="default" onClick={stop}>
          {t("exchange.actions.stop")}
        </Button>
      )}
    </section>
  );
}

function Result({ details }: { details: ImportDetails }) {
  const t = useT();
  const format = useFormat();
  const titleOf = useObjectTitle();
  const mayRun = useCan("imports:run");
  const object = useMetadata().objects[details.object ?? ""];
  const { failed } = details.counts;
  return (
    <>
      <h2 className={styles.result} role="status">
        {details.state === "done"
          ? t("exchange.run.finished", {
              count: details.processed,
              seconds: format.decimal(details.seconds.toFixed(1)),
            })
          : t(`exchange.states.${details.state}`)}
      </h2>
      {details.problem && <p className={styles.alert}>{details.problem}</p>}
      <Counts counts={details.counts} />
      {failed > 0 && (
        <p className={styles.alert}>
          {t("exchange.run.failed_text", { count: failed })}{" "}
          <a href={`/api/imports/${details.id}/failed.csv`} download>
            {t("exchange.actions.failed_rows")}
          </a>
        </p>
      )}
      <div className={styles.foot}>
        {object && (
          <Button component={Link} to={`/${object.plural}`}>
            {t("exchange.actions.open")}
          </Button>
        )}
        {mayRun && (
          <Button component={Link} to="/imports/new" variant="default">
            {t("exchange.actions.another")}
          </Button>
        )}
      </div>
      {mayRun && <UndoImport id={details.id} />}
      {details.made.length > 0 && (
        <p className={styles.along}>
          {t("exchange.run.made")}:{" "}
          {details.made
            .map(
              ({ object, count }) =>
                `${format.number(count)} ${lowered(titleOf(object, count === 1 ? "one" : "many"))}`,
            )
            .join(", ")}
        </p>
      )}
      <ResultLists details={details} />
    </>
  );
}
