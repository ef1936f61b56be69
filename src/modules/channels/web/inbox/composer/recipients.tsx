import { TagsInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { Draft } from "#channels/contract";
import { useRecord } from "#records/web";
import { useT } from "#web/texts.ts";
import type { Conversation } from "../conversation.ts";
import { useMessages } from "../messages.ts";
import styles from "./composer.module.css";

type Written = Draft["recipients"];
interface AnswerTo {
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/** Whom an answer reaches unless one says otherwise: who wrote last, where they asked for it `elsewhere`, and all who read it but us. */
export function useAnswerTo(
  { id, account, contact }: Conversation,
  elsewhere: readonly string[] | null | undefined,
): AnswerTo {
  const { data: messages = [] } = useMessages(id);
  const ours = useRecord("channel_account", account?.id).data?.["address"];
  const last = messages.findLast(({ direction }) => direction === "in");
  const sender = last?.sender ?? contact;
  const others = [...(last?.recipients["to"] ?? []), ...(last?.recipients["cc"] ?? [])];
  const to = elsewhere ?? (sender ? [sender] : []);
  const isOther = (address: string) => ![ours, sender, ...to].some((one) => sameAddress(one, address));
  return { to, cc: [...new Set(others.filter(isOther))] };
}

/** What is told to the server: whom one saw there. */
export function recipientsFor({ to, cc, bcc }: Written, answerTo: AnswerTo) {
  return { to: to ?? [...answerTo.to], cc: cc ?? [...answerTo.cc], bcc: bcc ?? [] };
}

interface RecipientsProps {
  readonly value: Written;
  readonly answerTo: AnswerTo;
  readonly onChange: (recipients: Written) => void;
}

/** Whom it goes to, in a line; opened, each is changed. */
export function Recipients({ value, answerTo, onChange }: RecipientsProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const shown = recipientsFor(value, answerTo);
  const all = [...shown.to, ...shown.cc, ...shown.bcc];
  if (!open)
    return (
      <UnstyledButton className={styles.to} onClick={() => setOpen(true)} aria-expanded={false}>
        {all.length > 0 ? t("inbox.to", { to: all.join(", ") }) : t("inbox.to_whom")}
      </UnstyledButton>
    );
  return (
    <div className={styles.recipients}>
      {(["to", "cc", "bcc"] as const).map((name) => (
        <label key={name} className={styles.recipient}>
          <span>{t(`inbox.recipients.${name}`)}</span>
          <TagsInput
            size="xs"
            variant="unstyled"
            aria-label={t(`inbox.recipients.${name}`)}
            value={shown[name]}
            maxTags={50}
            splitChars={[",", ";", " "]}
            acceptValueOnBlur
            onChange={(next) => onChange({ ...value, [name]: next })}
          />
        </label>
      ))}
      <UnstyledButton className={styles.to} onClick={() => setOpen(false)} aria-expanded>
        {t("inbox.fewer")}
      </UnstyledButton>
    </div>
  );
}

function sameAddress(one: unknown, other: string): boolean {
  return typeof one === "string" && one.toLowerCase() === other.toLowerCase();
}
