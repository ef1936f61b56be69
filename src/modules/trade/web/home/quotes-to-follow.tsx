import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Filter } from "#kernel/filter";
import type { Money } from "#kernel/money";
import type { LinkValue } from "#records/contract";
import { useLiveRecords } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import type { Whose } from "#web/home-part.ts";
import { HomeCard, HomeLine, HomeNothing, Section } from "#web/home-section.tsx";
import { useGrant } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { type FollowedQuote, readQuotesToFollow } from "../../contract/following.ts";

/** Quotes that want an answer or a call: the customer wrote, looked, or has little time left. */
export function QuotesToFollow({ whose }: { readonly whose: Whose }) {
  const t = useT();
  const format = useFormat();
  const reads = useGrant("quote").read !== "none";
  useLiveRecords("quote");
  const { data } = useQuery({
    queryKey: ["records", "quote", "to_follow", whose],
    queryFn: () => call(readQuotesToFollow, { query: { whose } }),
    enabled: reads,
  });
  if (!reads || !data) return null;
  const owner: Filter | undefined =
    whose === "all"
      ? undefined
      : { field: "owner", op: "is", value: whose === "mine" ? { me: true } : { my_team: true } };
  const sent: Filter = { field: "state", op: "is", value: "sent" };
  return (
    <Section
      title={t("trade.home.follow")}
      count={data.count > 0 ? format.number(data.count) : undefined}
      aside={
        <Anchor
          component={Link}
          to="/quotes"
          {...({ search: { filter: owner ? { and: [owner, sent] } : sent } } as object)}
          size="sm"
          c="dimmed"
        >
          {t("trade.home.all_sent")}
        </Anchor>
      }
    >
      <HomeCard>
        {data.data.length === 0 && <HomeNothing>{t("trade.home.none_text")}</HomeNothing>}
        {data.data.map((one) => (
          <Followed key={one.quote.id} followed={one} />
        ))}
      </HomeCard>
    </Section>
  );
}

function Followed({ followed: { quote, reason, at, words } }: { readonly followed: FollowedQuote }) {
  const t = useT();
  const format = useFormat();
  const total = quote.total as Money | null | undefined;
  const customer = quote.customer as LinkValue | null | undefined;
  const until = quote.valid_until as string | null | undefined;
  const when = at === null ? "" : format.relative(at);
  const why = {
    commented: () => t("trade.home.commented", { when, words: words ?? "" }),
    opened: () => t("trade.home.opened", { when }),
    expiring: () => t("trade.home.expiring", { date: until ? format.date(until) : "" }),
  }[reason]();
  return (
    <HomeLine
      to={`/quotes/${quote.id}`}
      title={[quote.number, customer?.title].filter(Boolean).join(" · ")}
      under={why}
      end={total ? format.money(total, { whole: true }) : ""}
    />
  );
}
