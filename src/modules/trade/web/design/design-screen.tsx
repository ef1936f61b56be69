import { Button, Group } from "@mantine/core";
import { IconFileTypePdf } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Locale } from "#kernel/locale";
import { SettingsScreen } from "#platform/web";
import { Waiting } from "#records/web";
import { call, callForFile } from "#web/client.ts";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useLocale, useT } from "#web/texts.ts";
import {
  changeDocumentDesign,
  type OrganisationDesign,
  previewDocumentDesign,
  type PrintedKind,
  readDocumentDesign,
} from "../../contract/document-design.ts";
import { Look } from "./look.tsx";
import { Wording } from "./wording.tsx";

const designQuery = { queryKey: ["trade", "design"], queryFn: () => call(readDocumentDesign) };

/** How the organisation's documents look and what they say, with an example of each to be looked at before it is kept. */
export default function DesignScreen() {
  const t = useT();
  const { data } = useQuery(designQuery);
  return (
    <SettingsScreen title={t("settings.documents.title")}>
      {data ? <DesignForm kept={data} /> : <Waiting rows={8} />}
    </SettingsScreen>
  );
}

function DesignForm({ kept }: { readonly kept: OrganisationDesign }) {
  const t = useT();
  const client = useQueryClient();
  const [design, setDesign] = useState(kept);
  const [kind, setKind] = useState<PrintedKind>("quote");
  const [language, setLanguage] = useState<Locale>(useLocale());
  const [busy, setBusy] = useState<"keep" | "show" | null>(null);
  const [problem, setProblem] = useState<unknown>();
  const change = (values: Partial<OrganisationDesign>) => setDesign({ ...design, ...values });

  async function keep(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy("keep");
    setProblem(undefined);
    try {
      client.setQueryData(designQuery.queryKey, await call(changeDocumentDesign, { body: design }));
      notifyDone(t("settings.saved"));
    } catch (thrown) {
      setProblem(thrown);
    }
    setBusy(null);
  }

  async function show(): Promise<void> {
    setBusy("show");
    try {
      openFile(await callForFile(previewDocumentDesign, { body: { kind, language, design } }));
    } catch (thrown) {
      notifyProblem(thrown);
    }
    setBusy(null);
  }

  return (
    <form onSubmit={(event) => void keep(event)}>
      <Look design={design} onChange={change} />
      <Wording
        design={design}
        kind={kind}
        language={language}
        onKind={setKind}
        onLanguage={setLanguage}
        onChange={change}
      />
      <ProblemNote text={problem ? problemText(problem) : undefined} />
      <Group>
        <Button type="submit" loading={busy === "keep"} disabled={design === kept}>
          {t("settings.save")}
        </Button>
        <Button
          variant="default"
          loading={busy === "show"}
          leftSection={<IconFileTypePdf size={16} stroke={1.5} />}
          onClick={() => void show()}
        >
          {t("trade.design.show", { kind: t(`printing.kinds.${kind}`) })}
        </Button>
      </Group>
    </form>
  );
}

/** In a tab of its own; the address is forgotten once the tab has had time to read it. */
function openFile(file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), {
    href: address,
    target: "_blank",
    rel: "noopener",
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
