import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Filter } from "#kernel/filter";
import { printFilter } from "#kernel/filter-text";
import type { LinkValue } from "#records/contract";
import { useLiveRecords, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import type { Whose } from "#web/home-part.ts";
import { HomeCard, HomeLine, Section } from "#web/home-section.tsx";
import { useCan, useGrant } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { isUnsolved } from "../../contract/ticket-objects.ts";
import { Due } from "../tickets/due.tsx";

const most = 6;

/** Tickets that are still to be solved, those first that are due; not there where there are none. */
export function MyTickets({ whose }: { readonly whose: Whose }) {
  const t = useT();
  const format = useFormat();
  const [mayWork, { read }] = [useCan("tickets:work"), useGrant("ticket")];
  const works = mayWork && read !== "none";
  useLiveRecords("ticket");
  const filter = unsolvedOf(whose);
  const { rows, count } = useRecords("ticket", {
    filter,
    sort: "due_at",
    limit: most,
    count: true,
    enabled: works,
  });
  if (!works || rows.length === 0) return null;
  return (
    <Section
      title={t("service.home.title")}
      count={format.number(count?.value ?? rows.length)}
      aside={
        <Anchor
          component={Link}
          to="/tickets"
          {...({ search: { filter: printFilter(filter) } } as object)}
          size="sm"
          c="dimmed"
        >
          {t("service.home.all")}
        </Anchor>
      }
    >
      <HomeCard>
        {rows.slice(0, most).map((ticket) => (
          <HomeLine
            key={ticket.id}
            to={`/tickets/${ticket.id}`}
            title={String(ticket.subject ?? "")}
            under={[
              ticket.number,
              (ticket.customer as LinkValue | null)?.title,
              (ticket.status as LinkValue | null)?.title,
            ]
              .filter(Boolean)
              .join(" · ")}
            end={<Due at={ticket.due_at} />}
          />
        ))}
      </HomeCard>
    </Section>
  );
}

function unsolvedOf(whose: Whose): Filter {
  if (whose === "all") return isUnsolved;
  const owner: Filter = {
    field: "owner",
    op: "is",
    value: whose === "mine" ? { me: true } : { my_team: true },
  };
  return { and: [owner, isUnsolved] };
}
