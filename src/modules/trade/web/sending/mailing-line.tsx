import { Text } from "@mantine/core";
import type { Mailing } from "#trade/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";

/** What became of a letter: to whom it went and when, or what stands in the way. */
export function MailingLine({ mailing }: { readonly mailing: Mailing }) {
  const t = useT();
  const { dateTime, list } = useFormat();
  const { state, failure, answer } = mailing;
  const why =
    failure === "refused" && answer === null ? "sending.refused_unseen" : `sending.failure.${failure}`;
  const isBad = state === "failed" || failure === "partly";
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      <Text size="sm" {...(state === "failed" && { c: "var(--mantine-color-red-text)" })}>
        {t(`sending.state.${state}`, { to: list(mailing.to) })}
        {` · ${dateTime(mailing.sentAt ?? mailing.at)}`}
      </Text>
      {failure && (
        <Text size="xs" c={isBad ? "var(--mantine-color-red-text)" : "var(--neutral-11)"}>
          {t(why, { state, answer: answer ?? "" })}
        </Text>
      )}
    </div>
  );
}
