import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Filter } from "#kernel/filter";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { useLiveRecords, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import { HomeCard, HomeLine, Section } from "#web/home-section.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";

const shown = 5;
const waiting: Filter = { field: "state", op: "is", value: "awaiting_approval" };

/** Quotes that wait until one of those who may approve says yes or no, whosever they are; the one that ends first stands first. */
export function ApprovalsWaiting() {
  const t = useT();
  const format = useFormat();
  const mayApprove = useCan("quotes:approve");
  const quotes = useRecords("quote", {
    filter: waiting,
    sort: "valid_until",
    limit: shown,
    count: true,
    enabled: mayApprove,
  });
  useLiveRecords("quote");
  const count = quotes.count?.value ?? quotes.rows.length;
  if (!mayApprove || count === 0) return null;
  return (
    <Section
      title={t("trade.home.approvals")}
      count={format.number(count)}
      aside={
        count > shown && (
          <Anchor
            component={Link}
            to="/quotes"
            {...({ search: { filter: waiting } } as object)}
            size="sm"
            c="dimmed"
          >
            {t("trade.home.all_waiting")}
          </Anchor>
        )
      }
    >
      <HomeCard>
        {quotes.rows.slice(0, shown).map((quote) => (
          <Waiting key={quote.id} quote={quote} />
        ))}
      </HomeCard>
    </Section>
  );
}

function Waiting({ quote }: { readonly quote: RecordData }) {
  const t = useT();
  const format = useFormat();
  const customer = quote.customer as LinkValue | null | undefined;
  const owner = quote.owner as LinkValue | null | undefined;
  const total = quote.total as Money | null | undefined;
  return (
    <HomeLine
      to={`/quotes/${quote.id}`}
      title={[quote.number, customer?.title].filter(Boolean).join(" · ")}
      under={[owner?.title, t("trade.home.decide")].filter(Boolean).join(" · ")}
      end={total ? format.money(total, { whole: true }) : ""}
    />
  );
}
