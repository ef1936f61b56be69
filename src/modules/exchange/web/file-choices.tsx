import { Select } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { delimiters, encodings, type ImportDetails, isImportable, suggestImport } from "#exchange/contract";
import { useMetadata, useObjectTitle } from "#records/web";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { importQuery, layoutsQuery } from "./import-queries.ts";
import styles from "./imports.module.css";

interface Choice {
  readonly object?: string;
  readonly source?: { readonly system: string; readonly entity: string } | null;
  readonly encoding?: (typeof encodings)[number];
  readonly delimiter?: (typeof delimiters)[number];
  readonly header?: boolean;
}

/** What the file is about, whose export it is, and how it is written; each choice maps it anew. */
export function FileChoices({ details }: { details: ImportDetails }) {
  const t = useT();
  const titleOf = useObjectTitle();
  const { objects } = useMetadata();
  const client = useQueryClient();
  const suggest = useMutation({
    mutationFn: (body: Choice) => call(suggestImport, { params: { id: details.id }, body }),
    onSuccess: async (anew) => {
      client.setQueryData(importQuery(details.id).queryKey, anew);
      await client.invalidateQueries({ queryKey: ["imports", "list"] });
    },
    onError: notifyProblem,
  });
  const object = details.object ?? undefined;
  const kinds = Object.values(objects).filter((one) => isImportable(one) && one.grant.create);
  return (
    <div className={styles.choices}>
      <Select
        label={t("exchange.file.about")}
        placeholder={t("exchange.file.nothing")}
        data={kinds.map(({ name }) => ({ value: name, label: titleOf(name, "many") }))}
        value={details.object}
        searchable
        allowDeselect={false}
        onChange={(name) => name && suggest.mutate({ object: name, source: null })}
      />
      <SourceChoice details={details} onChange={(source) => suggest.mutate({ source })} />
      {!details.layout.ours && (
        <Writing details={details} onChange={(how) => suggest.mutate({ object, ...how })} />
      )}
      {!details.mapping?.source && (
        <Select
          label={t("exchange.file.first_row")}
          data={(["headings", "data"] as const).map((value) => ({
            value,
            label: t(`exchange.file.first_rows.${value}`),
          }))}
          value={details.header ? "headings" : "data"}
          allowDeselect={false}
          onChange={(value) => suggest.mutate({ header: value === "headings" })}
        />
      )}
    </div>
  );
}

interface WritingProps {
  readonly details: ImportDetails;
  readonly onChange: (how: Pick<Choice, "encoding" | "delimiter">) => void;
}

/** How a text file is written; of other files, which we wrote out ourselves, there is nothing to choose. */
function Writing({ details, onChange }: WritingProps) {
  const t = useT();
  return (
    <>
      <Select
        label={t("exchange.file.encoding")}
        data={encodings.map((value) => ({ value, label: value.toUpperCase().replace("WINDOWS", "Windows") }))}
        value={details.layout.encoding}
        allowDeselect={false}
        onChange={(encoding) => encoding && onChange({ encoding })}
      />
      <Select
        label={t("exchange.file.delimiter")}
        data={delimiters.map((value) => ({ value, label: value === "\t" ? t("exchange.file.tab") : value }))}
        value={details.layout.delimiter}
        allowDeselect={false}
        onChange={(delimiter) => delimiter && onChange({ delimiter })}
      />
    </>
  );
}

interface SourceChoiceProps {
  readonly details: ImportDetails;
  readonly onChange: (source: NonNullable<Choice["source"]> | null) => void;
}

function SourceChoice({ details, onChange }: SourceChoiceProps) {
  const t = useT();
  const { data: layouts = [] } = useQuery(layoutsQuery);
  const source = details.mapping?.source;
  const groups = [...Map.groupBy(layouts, ({ title }) => title)].map(([group, some]) => ({
    group,
    items: some.map(({ system, title, entity }) => ({
      value: `${system} ${entity}`,
      label: `${title}, ${t(`exchange.presets.entities.${entity}`)}`,
    })),
  }));
  return (
    <Select
      label={t("exchange.presets.source")}
      data={[{ value: "", label: t("exchange.presets.nobody") }, ...groups]}
      value={source ? `${source.system} ${source.entity}` : ""}
      searchable
      allowDeselect={false}
      onChange={(value) => {
        const [system = "", entity = ""] = (value ?? "").split(" ");
        onChange(system ? { system, entity } : null);
      }}
    />
  );
}

/** Whose export the file was recognised as. */
export function Recognised({ details }: { details: ImportDetails }) {
  const t = useT();
  const { data: layouts = [] } = useQuery(layoutsQuery);
  const source = details.mapping?.source;
  const layout = layouts.find(({ system, entity }) => system === source?.system && entity === source.entity);
  if (!layout) return null;
  const entity = t(`exchange.presets.entities.${layout.entity}`);
  return (
    <p className={styles.recognised} role="status">
      <IconCheck size={16} stroke={1.5} aria-hidden />
      {t("exchange.presets.recognised", { system: layout.title, entity })}
    </p>
  );
}
