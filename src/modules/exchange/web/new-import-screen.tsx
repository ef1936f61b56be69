import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { PageBar } from "#web/page-bar.tsx";
import { ReadOnlyWhileLooking } from "#web/read-only.tsx";
import { useT } from "#web/texts.ts";
import { problemText } from "#web/notify.ts";
import { DropFiles } from "./drop-files.tsx";
import { FileTabs } from "./file-tabs.tsx";
import { importsQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { type Step, steps, Wizard } from "./wizard.tsx";
import { type RefusedFile, useUploads } from "./use-uploads.ts";

interface Search {
  readonly session?: string;
  readonly file?: string;
  readonly step?: Step;
}

/** Files in, what they are about, and what would happen; the state stands in the address. */
export default function NewImportScreen() {
  const t = useT();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const client = useQueryClient();
  const go = (next: Search, replace = false) =>
    void navigate({ to: "/imports/new", search: { ...search, ...next }, replace });
  const { data: all = [], isFetchedAfterMount } = useQuery({
    ...importsQuery(search.session),
    refetchOnMount: "always",
    enabled: search.session !== undefined,
  });
  const files = search.session ? all.filter((file) => file.state === "prepared") : [];
  const { upload, reading, refused } = useUploads(search.session, (session) =>
    go({ session, step: "columns" }, true),
  );
  const current = files.find((file) => file.id === search.file) ?? files[0];
  useEffect(() => {
    // All files are gone to work: their progress is what there is to see.
    const started = all.find((file) => file.state !== "prepared");
    if (isFetchedAfterMount && files.length === 0 && started)
      void navigate({ to: `/imports/${started.id}`, replace: true });
  }, [all, isFetchedAfterMount, files.length, navigate]);
  return (
    <>
      <PageBar
        title={t("exchange.new")}
        actions={files.length > 0 && <DropFiles small onFiles={upload} reading={reading} />}
      />
      <ReadOnlyWhileLooking>
        <div className={styles.page}>
          <RefusedFiles refused={refused} />
          {files.length === 0 && <DropFiles onFiles={upload} reading={reading} />}
          {files.length > 0 && (
            <FileTabs
              files={files}
              current={current?.id}
              onPick={(file) => go({ file, step: "columns" })}
              onGone={() => client.invalidateQueries({ queryKey: ["imports"] })}
            />
          )}
          {current && (
            <Wizard
              key={current.id}
              id={current.id}
              files={files}
              step={steps.includes(search.step ?? "columns") ? (search.step ?? "columns") : "columns"}
              onStep={(step, file = current.id) => go({ step, file })}
            />
          )}
        </div>
      </ReadOnlyWhileLooking>
    </>
  );
}

function RefusedFiles({ refused }: { refused: readonly RefusedFile[] }) {
  return refused.map(({ name, error }) => (
    <p key={name} role="alert" className={styles.alert}>
      <strong>{name}</strong> {problemText(error)}
    </p>
  ));
}
