import { Button, TextInput } from "@mantine/core";
import { IconLock, IconLockOpen, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import {
  deleteIdentityDocument,
  type IdentityDocument,
  listIdentityDocuments,
  readIdentityDocument,
} from "#customers/contract";
import type { RecordSlotProps } from "#records/web";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { useFormat } from "#web/format.ts";
import { IconButton } from "#web/icon-button.tsx";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { FormActs } from "./contact-points.tsx";
import { IdentityDocumentForm } from "./identity-document-form.tsx";
import styles from "./panels.module.css";

/** Passports and the like: the number stays masked until somebody says why they need it. */
export default function IdentityDocuments({ record }: RecordSlotProps) {
  const t = useT();
  const client = useQueryClient();
  const writable = useCan("identity_documents:write") && !record.archived_at;
  const [adding, setAdding] = useState(false);
  const queryKey = ["identity_documents", record.id];
  const list = useQuery({
    queryKey,
    queryFn: () => call(listIdentityDocuments, { params: { id: record.id } }),
  });
  const refresh = () => void client.invalidateQueries({ queryKey });
  const documents = list.data?.data ?? [];
  return (
    <>
      <ul className={styles.rows}>
        {documents.map((document) => (
          <Document key={document.id} document={document} writable={writable} onChange={refresh} />
        ))}
        {list.isSuccess && documents.length === 0 && !writable && (
          <li className={styles.none}>{t("identity.none")}</li>
        )}
      </ul>
      {adding ? (
        <IdentityDocumentForm
          party={record.id}
          onDone={() => (setAdding(false), refresh())}
          onCancel={() => setAdding(false)}
        />
      ) : (
        writable && (
          <Button
            className={styles.quiet}
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => setAdding(true)}
          >
            {t("identity.add")}
          </Button>
        )
      )}
    </>
  );
}

interface DocumentProps {
  readonly document: IdentityDocument;
  readonly writable: boolean;
  readonly onChange: () => void;
}

function Document({ document, writable, onChange }: DocumentProps) {
  const t = useT();
  const format = useFormat();
  const mayRead = useCan("identity_documents:read");
  const [asking, setAsking] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [number, setNumber] = useNumberShown();
  const kind = t(`identity.kinds.${document.kind}`);

  async function remove(): Promise<void> {
    setRemoving(false);
    try {
      await call(deleteIdentityDocument, { params: { id: document.id } });
      notifyDone(t("identity.removed", { kind }));
    } catch (problem) {
      notifyProblem(problem);
    }
    onChange();
  }

  return (
    <li className={styles.document}>
      <div className={styles.row}>
        <span className={styles.value}>
          {kind} <span className={styles.number}>{number ?? document.number}</span>
          {document.country && <span className={styles.dim}> {document.country}</span>}
        </span>
        {mayRead && (
          <IconButton
            label={t(number ? "identity.hide" : "identity.show", { kind })}
            size={24}
            onClick={() => (number ? setNumber(null) : setAsking(!asking))}
          >
            {number ? <IconLockOpen size={14} stroke={1.5} /> : <IconLock size={14} stroke={1.5} />}
          </IconButton>
        )}
        {writable && (
          <IconButton
            label={t("identity.remove", { kind })}
            size={24}
            className={styles.acts}
            onClick={() => setRemoving(true)}
          >
            <IconTrash size={14} stroke={1.5} />
          </IconButton>
        )}
      </div>
      <div className={styles.dim}>
        {[
          document.expires_on && t("identity.expires", { date: format.date(document.expires_on) }),
          document.purpose,
          t("identity.kept_until", { date: format.date(document.keep_until) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </div>
      {asking && (
        <Reason
          document={document}
          onNumber={(read) => (setNumber(read), setAsking(false))}
          onCancel={() => setAsking(false)}
        />
      )}
      <Modal
        opened={removing}
        onClose={() => setRemoving(false)}
        title={t("identity.remove_question", { kind, number: document.number })}
      >
        <p className={styles.plain}>{t("identity.remove_text")}</p>
        <div className={styles.foot}>
          <Button variant="default" onClick={() => setRemoving(false)}>
            {t("form.cancel")}
          </Button>
          <Button color="red" onClick={() => void remove()}>
            {t("identity.remove_act")}
          </Button>
        </div>
      </Modal>
    </li>
  );
}

const shownFor = 30_000;

/** The number of a document, hidden again by itself: nobody leaves it open on the desk. */
function useNumberShown() {
  const [number, setNumber] = useState<string | null>(null);
  useEffect(() => {
    if (number === null) return;
    const timer = setTimeout(() => setNumber(null), shownFor);
    return () => clearTimeout(timer);
  }, [number]);
  return [number, setNumber] as const;
}

function Reason({
  document,
  onNumber,
  onCancel,
}: {
  readonly document: IdentityDocument;
  readonly onNumber: (number: string) => void;
  readonly onCancel: () => void;
}) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      onNumber(
        (await call(readIdentityDocument, { params: { id: document.id }, body: { reason: reason.trim() } }))
          .number,
      );
    } catch (error) {
      setProblem(problemText(error));
    }
  }
  return (
    <form className={styles.form} onSubmit={(event) => void open(event)}>
      <TextInput
        size="xs"
        autoFocus
        label={t("identity.reason")}
        description={t("identity.reason_kept")}
        placeholder={t("identity.reason_example")}
        maxLength={500}
        value={reason}
        error={problem}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormActs onCancel={onCancel} disabled={reason.trim().length < 3} save={t("identity.open")} />
    </form>
  );
}
