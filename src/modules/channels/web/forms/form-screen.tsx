import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { SettingsScreen } from "#platform/web";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useLocale, useT } from "#web/texts.ts";
import { formWords } from "../../contract/form-words.ts";
import { addForm, type FormShown, type FormWritten, setForm, standardForm } from "../../contract/forms.ts";
import { readSites } from "../accounts/page-fields.tsx";
import { AfterFields } from "./after-fields.tsx";
import { FormPreview } from "./form-preview.tsx";
import { formsQuery } from "./form-queries.ts";
import accounts from "../accounts/accounts.module.css";
import styles from "./forms.module.css";
import { LookFields } from "./look-fields.tsx";
import { QuestionList } from "./question-list.tsx";
import { WhereFields } from "./where-fields.tsx";

/** Where a form is built, as its visitors see it beside. */
export default function FormScreen() {
  const t = useT();
  const { form: id = "" } = useParams({ strict: false }) as { form?: string };
  const { data } = useQuery(formsQuery);
  const form = data?.data.find((one) => one.id === id);
  return (
    <SettingsScreen title={t("settings.forms.title")} wide>
      {data && (form || id === "new") && <Builder key={id} form={form ?? null} />}
      {data && !form && id !== "new" && <p className={accounts.quiet}>{t("forms.gone")}</p>}
    </SettingsScreen>
  );
}

function Builder({ form }: { readonly form: FormShown | null }) {
  const t = useT();
  const locale = useLocale();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [written, setWritten] = useState<FormWritten>(() => writtenOf(form, locale));
  const [sites, setSites] = useState(written.settings.sites.join("\n"));
  const change = (changed: Partial<FormWritten>) => setWritten((before) => ({ ...before, ...changed }));
  const changeSettings = (changed: Partial<FormWritten["settings"]>) =>
    setWritten((before) => ({ ...before, settings: { ...before.settings, ...changed } }));
  const allowed = readSites(sites);
  const saving = useMutation({
    mutationFn: async () => {
      const body = { ...written, settings: { ...written.settings, sites: allowed ?? [] } };
      await (form ? call(setForm, { params: { id: form.id }, body }) : call(addForm, { body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: formsQuery.queryKey });
      await navigate({ to: "/settings/forms" });
    },
  });
  const isComplete = written.name.trim() !== "" && allowed !== null && written.settings.questions.length > 0;
  const fields = { written, onChange: change, onSettings: changeSettings };
  return (
    <form
      className={styles.builder}
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <div className={styles.parts}>
        <LookFields {...fields} isNew={!form} />
        <QuestionList settings={written.settings} onChange={changeSettings} />
        <AfterFields {...fields} />
        <WhereFields {...fields} sites={sites} onSites={setSites} />
        <ProblemNote text={saving.error ? problemText(saving.error) : undefined} />
        <div className={styles.acts}>
          <Button type="submit" loading={saving.isPending} disabled={!isComplete}>
            {t("forms.save")}
          </Button>
          <Button variant="default" onClick={() => void navigate({ to: "/settings/forms" })}>
            {t("forms.back")}
          </Button>
        </div>
      </div>
      <FormPreview written={written} />
    </form>
  );
}

function writtenOf(form: FormShown | null, language: FormWritten["language"]): FormWritten {
  if (!form)
    return {
      name: "",
      active: true,
      queue: null,
      language,
      unknown: "lead",
      settings: standardForm(formWords[language]),
    };
  const { id: _id, address: _address, sent: _sent, ...written } = form;
  return written;
}
