import { Button, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import { filledIn, listTemplates, writeByTemplate } from "../../contract/templates.ts";
import styles from "./template-chooser.module.css";

/** Writes by a text that WhatsApp has approved, where it takes free words no more. */
export function TemplateChooser({ conversation }: { readonly conversation: string }) {
  const t = useT();
  const params = { id: conversation };
  const { data, error } = useQuery({
    queryKey: ["conversation", conversation, "templates"],
    queryFn: () => call(listTemplates, { params }),
    retry: false,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [values, setValues] = useState<readonly string[]>([]);
  const { act, busy } = useAct({ objects: ["conversation"], queries: ["conversation", "inbox", "timeline"] });
  const template = data?.data.find((one) => keyOf(one) === chosen);
  const isFilled = template?.blanks.every((_, place) => values[place]?.trim()) ?? false;

  async function send(): Promise<void> {
    if (!template || !isFilled || busy) return;
    const { name, language } = template;
    const sent = await act(
      () => call(writeByTemplate, { params, body: { name, language, values: [...values] } }),
      "",
    );
    if (!sent) return;
    setChosen(null);
    setValues([]);
  }

  if (error) return <ProblemNote text={problemText(error)} />;
  if (data?.data.length === 0) return <p className={styles.none}>{t("messengers.templates.none")}</p>;
  return (
    <div className={styles.chooser}>
      <Select
        aria-label={t("messengers.templates.choose")}
        placeholder={t("messengers.templates.choose")}
        searchable
        data={(data?.data ?? []).map((one) => ({
          value: keyOf(one),
          label: `${one.name} · ${one.language}`,
        }))}
        value={chosen}
        onChange={(value) => {
          setChosen(value);
          setValues([]);
        }}
      />
      {template && (
        <>
          {template.blanks.map((blank, place) => (
            <TextInput
              key={blank}
              label={t("messengers.templates.blank", { blank })}
              maxLength={500}
              value={values[place] ?? ""}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setValues(template.blanks.map((_, at) => (at === place ? value : (values[at] ?? ""))));
              }}
            />
          ))}
          <p className={styles.preview}>{filledIn(template, values)}</p>
          <Button size="compact-sm" disabled={!isFilled} loading={busy} onClick={() => void send()}>
            {t("inbox.acts.send")}
          </Button>
        </>
      )}
    </div>
  );
}

const keyOf = ({ name, language }: { readonly name: string; readonly language: string }): string =>
  `${name} ${language}`;
