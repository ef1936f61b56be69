import {
  Button,
  Checkbox,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { acceptByLink, declineByLink, declineReasons, type QuoteOnPage } from "../../contract/quote-links.ts";
import styles from "./customer-page.module.css";
import { Drawing } from "./drawing.tsx";

interface AnsweringProps {
  readonly quote: QuoteOnPage;
  readonly token: string;
  readonly options: readonly string[];
  readonly onChange: (page: QuoteOnPage) => void;
}

/** The two answers that a customer can give. */
export function Answering(props: AnsweringProps) {
  const t = useT();
  const [open, setOpen] = useState<"sign" | "decline" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className={styles.answers}>
      <Button size="md" onClick={() => setOpen("sign")}>
        {t("customer_page.sign.open")}
      </Button>
      <Button size="md" variant="subtle" color="gray" onClick={() => setOpen("decline")}>
        {t("customer_page.decline.open")}
      </Button>
      {open === "sign" && <Signing {...props} onClose={close} />}
      {open === "decline" && <Declining {...props} onClose={close} />}
    </div>
  );
}

type DialogProps = AnsweringProps & { readonly onClose: () => void };

function Signing({ quote, token, options, onChange, onClose }: DialogProps) {
  const t = useT();
  const [name, setName] = useState(quote.contact ?? "");
  const [way, setWay] = useState("drawn");
  const [drawn, setDrawn] = useState<string | null>(null);
  const [agreed, setAgreed] = useState(false);
  const picture = way === "drawn" ? drawn : null;
  const signing = useMutation({
    mutationFn: () =>
      call(acceptByLink, {
        params: { token },
        body: { name, agreed: true, options: [...options], drawn: picture, hash: quote.hash },
      }),
    onSuccess: (page) => {
      onClose();
      onChange(page);
    },
  });
  return (
    <FormDialog
      title={t("customer_page.sign.title")}
      act={t("customer_page.sign.act")}
      onSubmit={signing.mutate}
      onClose={onClose}
      busy={signing.isPending}
      disabled={!name.trim() || !agreed || (way === "drawn" && !drawn)}
      problem={signing.error ? problemText(signing.error) : undefined}
    >
      <TextInput
        label={t("customer_page.sign.name")}
        value={name}
        maxLength={200}
        autoComplete="name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Stack gap="xs">
        <SegmentedControl
          aria-label={t("customer_page.sign.how")}
          value={way}
          onChange={setWay}
          data={[
            { value: "drawn", label: t("customer_page.sign.drawn") },
            { value: "typed", label: t("customer_page.sign.typed") },
          ]}
        />
        {way === "drawn" ? (
          <Drawing onChange={setDrawn} />
        ) : (
          <div className={styles.typed} aria-hidden>
            {name}
          </div>
        )}
      </Stack>
      <Checkbox
        checked={agreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
        label={t("customer_page.sign.agree", { buyer: quote.buyer })}
      />
      <Text size="xs" c="var(--neutral-11)">
        {t("customer_page.sign.logged")}
      </Text>
    </FormDialog>
  );
}

function Declining({ quote, token, onChange, onClose }: DialogProps) {
  const t = useT();
  const [name, setName] = useState(quote.contact ?? "");
  const [reason, setReason] = useState<(typeof declineReasons)[number] | null>(null);
  const [comment, setComment] = useState("");
  const declining = useMutation({
    mutationFn: () =>
      call(declineByLink, { params: { token }, body: { name, reason: reason ?? "other", comment } }),
    onSuccess: (page) => {
      onClose();
      onChange(page);
    },
  });
  return (
    <FormDialog
      title={t("customer_page.decline.title")}
      act={t("customer_page.decline.act")}
      onSubmit={declining.mutate}
      onClose={onClose}
      busy={declining.isPending}
      disabled={!name.trim() || !reason}
      problem={declining.error ? problemText(declining.error) : undefined}
    >
      <TextInput
        label={t("customer_page.sign.name")}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group grow>
        <Select
          label={t("customer_page.decline.reason")}
          data={declineReasons.map((value) => ({
            value,
            label: t(`customer_page.decline.reasons.${value}`),
          }))}
          value={reason}
          onChange={(value) => setReason(declineReasons.find((one) => one === value) ?? null)}
        />
      </Group>
      <Textarea
        label={t("customer_page.decline.comment")}
        autosize
        minRows={2}
        maxLength={1000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
