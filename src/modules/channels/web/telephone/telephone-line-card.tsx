import { Button, Group, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldProblem } from "#platform/web";
import type { BodyOf } from "#kernel/action";
import type { RecordData } from "#records/contract";
import { call } from "#web/client.ts";
import { CopyButton } from "#web/copy-button.tsx";
import { notifyDone, problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import {
  changeTelephoneLine,
  makeTelephoneSecret,
  readTelephoneLine,
  type TelephoneLine,
} from "../../contract/telephone.ts";
import { Extensions } from "./extensions.tsx";
import { type RecordingChoice, RecordingSettings } from "./recording-settings.tsx";
import { type SoftphoneChoice, SoftphoneSettings } from "./softphone-settings.tsx";
import styles from "./telephone.module.css";

const keyOf = (id: string) => ["channels", "telephone", id];

/** A line: what is to be set at its switchboard, and what Rapport does with its calls. */
export function TelephoneLineCard({ line }: { readonly line: RecordData }) {
  const { data } = useQuery({
    queryKey: keyOf(line.id),
    queryFn: () => call(readTelephoneLine, { params: { id: line.id } }),
    // How it stands at the provider changes by itself.
    refetchInterval: ({ state }) => (state.data?.softphone && state.data.provider_user ? 5_000 : false),
  });
  return (
    <article className={styles.line} aria-label={String(line["name"])}>
      <h3 className={styles.name}>
        {String(line["name"])} <span className={styles.quiet}>{String(line["address"] ?? "")}</span>
      </h3>
      {data && (
        <>
          {!data.softphone && <Addresses id={line.id} line={data} />}
          <Behaviour key={keptOf(data)} id={line.id} line={data} />
        </>
      )}
    </article>
  );
}

/** What the form begins with: it begins anew when that changes, and with nothing else. */
const keptOf = ({ registration: _registration, edge: _edge, ...kept }: TelephoneLine): string =>
  JSON.stringify(kept);

interface PartProps {
  readonly id: string;
  readonly line: TelephoneLine;
}

/** Where the switchboard tells of calls. A secret is shown once, when it is made. */
function Addresses({ id, line }: PartProps) {
  const t = useT();
  const client = useQueryClient();
  const [made, setMade] = useState<{ kind: "secret" | "token"; secret: string } | null>(null);
  async function make(kind: "secret" | "token"): Promise<void> {
    const { secret } = await call(makeTelephoneSecret, { params: { id }, body: { kind } });
    setMade({ kind, secret });
    await client.invalidateQueries({ queryKey: keyOf(id) });
  }
  const zammad = line.addresses.zammad.replace("…", made?.kind === "token" ? made.secret : "…");
  return (
    <Stack gap="xs">
      <Copied label={t("channels.telephone.address_own")} text={line.addresses.own} />
      {made?.kind === "secret" && <Copied label={t("channels.telephone.secret_once")} text={made.secret} />}
      <Copied label={t("channels.telephone.address_zammad")} text={zammad} />
      <Copied label={t("channels.telephone.address_twilio")} text={line.addresses.twilio} />
      <Group gap="xs">
        <Button variant="default" size="compact-sm" onClick={() => void make("secret")}>
          {t(line.has_secret ? "channels.telephone.new_secret" : "channels.telephone.make_secret")}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => void make("token")}>
          {t(line.has_token ? "channels.telephone.new_token" : "channels.telephone.make_token")}
        </Button>
      </Group>
      {(line.has_secret || line.has_token) && (
        <Text size="xs" c="var(--neutral-11)">
          {t("channels.telephone.secrets_text")}
        </Text>
      )}
    </Stack>
  );
}

function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <TextInput
      label={label}
      readOnly
      value={text}
      rightSection={<CopyButton text={text} />}
      onFocus={({ currentTarget }) => currentTarget.select()}
    />
  );
}

/** What becomes of its calls, and at which extensions our colleagues are reached. */
function Behaviour({ id, line }: PartProps) {
  const t = useT();
  const client = useQueryClient();
  const [twilio, setTwilio] = useState("");
  const [dialAddress, setDialAddress] = useState(line.dial_address);
  const [within, setWithin] = useState<number | string>(line.call_back_within);
  const [otherwise, setOtherwise] = useState(line.otherwise);
  const [softphone, setSoftphone] = useState<SoftphoneChoice>({
    softphone: line.softphone,
    peers: line.peers.join(", "),
    ringFor: line.ring_for,
    countries: line.countries,
    callsPerHour: line.calls_per_hour,
    longestCall: line.longest_call,
    user: line.provider_user,
    login: line.provider_login,
    password: "",
  });
  const [recording, setRecording] = useState<RecordingChoice>({
    record: line.record,
    keepRecordings: line.keep_recordings,
  });
  const [extensions, setExtensions] = useState(line.extensions);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    const body: BodyOf<typeof changeTelephoneLine> = {
      dial_address: dialAddress.trim(),
      call_back_within: Number(within) || 0,
      otherwise,
      softphone: softphone.softphone,
      peers: softphone.peers.split(/[\s,;]+/).filter(Boolean),
      ring_for: Number(softphone.ringFor) || 20,
      record: recording.record,
      keep_recordings: Number(recording.keepRecordings) || 0,
      countries: [...softphone.countries],
      calls_per_hour: Number(softphone.callsPerHour) || 60,
      longest_call: Number(softphone.longestCall) || 120,
      provider_user: softphone.user.trim(),
      provider_login: softphone.login.trim(),
      ...(softphone.password && { provider_password: softphone.password }),
      extensions: extensions
        .filter((one) => one.user && one.extension)
        .map(({ extension, user }) => ({ extension, user })),
      ...(twilio.trim() && { twilio_token: twilio.trim() }),
    };
    try {
      client.setQueryData(keyOf(id), await call(changeTelephoneLine, { params: { id }, body }));
      notifyDone(t("settings.saved"));
    } catch (thrown) {
      setProblem(thrown);
    }
    setBusy(false);
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="xs">
        <SoftphoneSettings line={line} value={softphone} problem={problem} onChange={setSoftphone} />
        {!softphone.softphone && (
          <>
            <TextInput
              label={t("channels.telephone.twilio_token")}
              placeholder={line.has_twilio_token ? "••••••••" : ""}
              value={twilio}
              autoComplete="off"
              error={fieldProblem(problem, "twilio_token")}
              onChange={({ currentTarget }) => setTwilio(currentTarget.value)}
            />
            <TextInput
              label={t("channels.telephone.dial_address")}
              description={t("channels.telephone.dial_address_text")}
              value={dialAddress}
              inputMode="url"
              error={fieldProblem(problem, "dial_address")}
              onChange={({ currentTarget }) => setDialAddress(currentTarget.value)}
            />
          </>
        )}
        <RecordingSettings value={recording} canRecord={softphone.softphone} onChange={setRecording} />
        <NumberInput
          label={t("channels.telephone.call_back_within")}
          description={t("channels.telephone.call_back_within_text")}
          value={within}
          min={0}
          max={10_080}
          allowDecimal={false}
          onChange={setWithin}
        />
        <Select
          label={t("channels.telephone.otherwise")}
          data={(["queue", "reject"] as const).map((value) => ({
            value,
            label: t(`channels.${softphone.softphone ? "softphone" : "telephone"}.others.${value}`),
          }))}
          value={otherwise}
          allowDeselect={false}
          onChange={(value) => value && setOtherwise(value as TelephoneLine["otherwise"])}
        />
        <Extensions extensions={extensions} onChange={setExtensions} />
        <ProblemNote text={problem ? problemText(problem) : undefined} />
        <Group>
          <Button type="submit" loading={busy}>
            {t("settings.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
