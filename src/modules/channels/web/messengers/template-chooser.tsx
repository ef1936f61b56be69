import { Button, Select, TextInput } from "@mantine/core";
import { IconFile, IconPaperclip } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import {
  type Filled,
  filledIn,
  listTemplates,
  type TemplateMedia,
  templateMedia,
} from "../../contract/templates.ts";
import { type AttachedFile, useAttaching } from "../inbox/composer/attached.tsx";
import { useFileSize } from "../inbox/file-size.ts";
import styles from "./template-chooser.module.css";

interface TemplateChooserProps {
  readonly account: string;
  readonly busy: boolean;
  /** It can be sent as soon as it is filled in. */
  readonly ready?: boolean;
  /** Answers whether it was taken. */
  readonly onSend: (filled: Filled) => Promise<boolean>;
}

/** Writes by a text that WhatsApp has approved: chosen, filled in and looked at before it is sent. */
export function TemplateChooser({ account, busy, ready = true, onSend }: TemplateChooserProps) {
  const t = useT();
  const { data, error } = useQuery({
    queryKey: ["channel_account", account, "templates"],
    queryFn: () => call(listTemplates, { params: { id: account } }),
    retry: false,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [values, setValues] = useState<readonly string[]>([]);
  const [header, setHeader] = useState("");
  const [links, setLinks] = useState<readonly string[]>([]);
  const [file, setFile] = useState<AttachedFile>();
  const template = data?.data.find((one) => keyOf(one) === chosen);
  const isFilled =
    template !== undefined &&
    template.blanks.every((_, place) => values[place]?.trim()) &&
    template.links.every((_, place) => links[place]?.trim()) &&
    (template.header_blank === null || header.trim() !== "") &&
    (template.media === null || file !== undefined);

  function choose(key: string | null): void {
    setChosen(key);
    setValues([]);
    setHeader("");
    setLinks([]);
    setFile(undefined);
  }

  async function send(): Promise<void> {
    if (!template || !isFilled || busy) return;
    const { name, language } = template;
    const filled = {
      name,
      language,
      values: [...values],
      links: [...links],
      ...(template.header_blank !== null && { header }),
      ...(file && { file: file.id }),
    };
    if (await onSend(filled)) choose(null);
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
          label: [one.name, one.language, one.marketing && t("messengers.templates.marketing")]
            .filter(Boolean)
            .join(" · "),
        }))}
        value={chosen}
        onChange={choose}
      />
      {template && (
        <>
          {template.marketing && <p className={styles.none}>{t("messengers.templates.for_marketing")}</p>}
          {template.media && <MediaPick media={template.media} file={file} onPick={setFile} />}
          {template.header_blank !== null && (
            <TextInput
              label={t("messengers.templates.header", { blank: template.header_blank })}
              maxLength={60}
              value={header}
              onChange={(event) => setHeader(event.currentTarget.value)}
            />
          )}
          {template.blanks.map((blank, place) => (
            <TextInput
              key={blank}
              label={t("messengers.templates.blank", { blank })}
              maxLength={500}
              value={values[place] ?? ""}
              onChange={(event) =>
                setValues(template.blanks.map(replacing(values, place, event.currentTarget.value)))
              }
            />
          ))}
          {template.links.map((link, place) => (
            <TextInput
              key={link.index}
              label={t("messengers.templates.link", { button: link.text })}
              description={link.url}
              maxLength={500}
              value={links[place] ?? ""}
              onChange={(event) =>
                setLinks(template.links.map(replacing(links, place, event.currentTarget.value)))
              }
            />
          ))}
          <div className={styles.preview} role="group" aria-label={t("messengers.templates.preview")}>
            {file &&
              (template.media === "image" ? (
                <img src={`/api/files/${file.id}`} alt={file.title} className={styles.picture} />
              ) : (
                <span className={styles.file}>
                  <IconFile size={16} stroke={1.5} aria-hidden /> {file.title}
                </span>
              ))}
            {filledIn(template, { values, links: [...links], header: header || undefined })}
          </div>
          <Button size="compact-sm" disabled={!isFilled || !ready} loading={busy} onClick={() => void send()}>
            {t("inbox.acts.send")}
          </Button>
        </>
      )}
    </div>
  );
}

interface MediaPickProps {
  readonly media: TemplateMedia;
  readonly file: AttachedFile | undefined;
  readonly onPick: (file: AttachedFile | undefined) => void;
}

/** The file that stands above the text; what kinds there may be, and how large, is said before. */
function MediaPick({ media, file, onPick }: MediaPickProps) {
  const t = useT();
  const size = useFileSize();
  const { types, largest } = templateMedia[media];
  const attaching = useAttaching(([one]) => onPick(one), { largest, types, only: true });
  return (
    <div>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPaperclip size={14} stroke={1.5} aria-hidden />}
        loading={attaching.busy}
        onClick={attaching.ask}
      >
        {file?.title ?? t(`messengers.templates.media.${media}`)}
      </Button>
      <p className={styles.none}>{t(`messengers.templates.takes.${media}`, { size: size(largest) })}</p>
      <ProblemNote text={attaching.problem ?? undefined} />
    </div>
  );
}

/** All that was typed, with what is typed now at its place. */
const replacing =
  (typed: readonly string[], place: number, value: string) =>
  (_: unknown, at: number): string =>
    at === place ? value : (typed[at] ?? "");

const keyOf = ({ name, language }: { readonly name: string; readonly language: string }): string =>
  `${name} ${language}`;
