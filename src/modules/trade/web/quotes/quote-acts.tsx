import { Button, Menu } from "@mantine/core";
import { IconCheck, IconDots, IconSend } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { BodyOf } from "#kernel/action";
import type { LinkValue, RecordData } from "#records/contract";
import { useObject, useRecord, useRecordRights } from "#records/web";
import { StageSheet, type StageSheetProps } from "#sales/web";
import {
  acceptQuote,
  askForApproval,
  copyQuote,
  type DocumentContent,
  decideOnApproval,
  declineQuote,
  newQuoteVersion,
  sendQuote,
  takeApprovalBack,
  withdrawQuote,
} from "#trade/contract";
import { ApiProblem, call } from "#web/client.ts";
import { IconButton } from "#web/icon-button.tsx";
import { useOpenRecord } from "#web/open-record.ts";
import { useCan } from "#web/session.ts";
import { BarActs } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useTradeAct } from "../acting.ts";
import { WordsDialog } from "../words-dialog.tsx";

type Asking = "approval" | "rejection" | "declining";
/** A stage of which the deal lacks something to be won by the quote. */
type Winning = StageSheetProps["stage"];

/** The steps of a quote, as far as it stands and one may: the next one stands out, the others lie in a menu. */
export function QuoteActs({ quote }: { readonly quote: RecordData }) {
  const t = useT();
  const steps = useSteps(quote);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [first, second, ...others] = steps.all(setAsking);
  return (
    <BarActs>
      {[second, first].map(
        (step) =>
          step && (
            <Button
              key={step.key}
              size="xs"
              variant={step === first && step.key !== "copy" ? "filled" : "default"}
              loading={steps.busy && step === first}
              leftSection={step.icon}
              onClick={step.run}
            >
              {t(`trade.quote.acts.${step.key}`)}
            </Button>
          ),
      )}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label={t("trade.quote.more")} variant="default" size={30}>
              <IconDots size={16} stroke={1.5} />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(
              (step) =>
                step && (
                  <Menu.Item key={step.key} onClick={step.run}>
                    {t(`trade.quote.acts.${step.key}`)}
                  </Menu.Item>
                ),
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {steps.winning && <WinningSheet quote={quote} {...steps.winning} />}
      {asking && (
        <WordsDialog
          title={t(`trade.quote.asks.${asking}`)}
          act={t(
            `trade.quote.acts.${asking === "approval" ? "ask" : asking === "rejection" ? "reject" : "decline"}`,
          )}
          busy={steps.busy}
          {...(asking === "declining" && { reason: { object: "quote", field: "decline_reason" } })}
          words={t(asking === "approval" ? "trade.quote.reason" : "trade.quote.comment")}
          onClose={() => setAsking(null)}
          onAnswer={(answer) => void steps.answer(asking, answer).then(() => setAsking(null))}
        />
      )}
    </BarActs>
  );
}

interface WinningSheetProps {
  readonly stage: Winning;
  readonly onAnswer: (closure: unknown) => void;
  readonly onCancel: () => void;
}

/** Asks what winning the deal of the quote asks for. */
function WinningSheet({ quote, ...asked }: WinningSheetProps & { readonly quote: RecordData }) {
  const deal = useRecord("deal", (quote.deal as LinkValue | null)?.id ?? "").data;
  return deal ? <StageSheet record={deal} {...asked} /> : null;
}

function useSteps(quote: RecordData) {
  const t = useT();
  const [winning, setWinning] = useState<Winning | null>(null);
  const { act, busy } = useTradeAct();
  const open = useOpenRecord();
  const client = useQueryClient();
  const { change } = useRecordRights(useObject("quote"), quote);
  const [maySend, mayApprove, mayClose] = [
    useCan("quotes:send"),
    useCan("quotes:approve"),
    useCan("quotes:close"),
  ];
  const { create } = useObject("quote").grant;
  const params = { id: quote.id };
  const seen = { version: quote.version };
  const done = (key: string) => t(`trade.quote.done.${key}`, { number: String(quote.number) });
  const goTo = (made: RecordData | null): void => {
    if (made) open("quote", made.id);
  };
  const contents = client.getQueriesData<DocumentContent>({
    queryKey: ["trade", "lines", "quote", quote.id],
  });
  const content = contents.map(([, one]) => one).findLast((one) => one !== undefined);
  const isAbove = content !== undefined && content.discount_given > content.discount_limit;

  const accept = (body: BodyOf<typeof acceptQuote>) =>
    act(async () => (await call(acceptQuote, { params, body })).quote, done("accepted"), {
      onProblem: (problem) => {
        const stage = stageThatAsks(problem);
        if (stage) setWinning(stage);
        return stage !== null;
      },
    });
  const acts = {
    ask: (ask: (asking: Asking) => void) => ask("approval"),
    send: () => void act(() => call(sendQuote, { params }), done("sent")),
    approve: () =>
      void act(
        () => call(decideOnApproval, { params, body: { decision: "approved", ...seen } }),
        done("approved"),
      ),
    reject: (ask: (asking: Asking) => void) => ask("rejection"),
    take_back: () => void act(() => call(takeApprovalBack, { params }), done("taken_back")),
    accept: () => void accept({}),
    decline: (ask: (asking: Asking) => void) => ask("declining"),
    withdraw: () => void act(() => call(withdrawQuote, { params }), done("withdrawn")),
    new_version: () => void act(() => call(newQuoteVersion, { params }), done("new_version")).then(goTo),
    copy: () => void act(() => call(copyQuote, { params, body: {} }), done("copied")).then(goTo),
  };
  const icons: Partial<Record<keyof typeof acts, React.ReactNode>> = {
    send: <IconSend size={14} stroke={1.5} />,
    accept: <IconCheck size={14} stroke={1.5} />,
  };
  const allowed: Readonly<Record<keyof typeof acts, boolean>> = {
    ask: maySend && change && isAbove,
    send: maySend && change && !(quote.state === "draft" && isAbove),
    approve: mayApprove && change,
    reject: mayApprove && change,
    take_back: maySend && change,
    accept: mayClose && change,
    decline: mayClose && change,
    withdraw: maySend && change,
    new_version: maySend && change && create,
    copy: create,
  };
  return {
    busy,
    winning: winning && {
      stage: winning,
      onCancel: () => setWinning(null),
      onAnswer: (closure: unknown) => {
        setWinning(null);
        void accept({ winning: closure as NonNullable<BodyOf<typeof acceptQuote>["winning"]> });
      },
    },
    all: (ask: (asking: Asking) => void) =>
      [...(stepsOf[String(quote.state)] ?? []), "copy" as const]
        .filter((key) => allowed[key] && !quote.archived_at)
        .map((key) => ({ key, icon: icons[key], run: () => acts[key](ask) })),
    answer: async (asking: Asking, { reason, comment }: { reason: string; comment: string | undefined }) => {
      const said = comment ? { comment } : {};
      if (asking === "approval")
        return act(
          () => call(askForApproval, { params, body: comment ? { reason: comment } : {} }),
          done("asked"),
        );
      if (asking === "rejection")
        return act(
          () => call(decideOnApproval, { params, body: { decision: "rejected", ...said, ...seen } }),
          done("rejected"),
        );
      return act(() => call(declineQuote, { params, body: { reason, ...said } }), done("declined"));
    },
  };
}

function stageThatAsks(problem: unknown): Winning | null {
  if (!(problem instanceof ApiProblem) || problem.problem.code !== "deal_incomplete") return null;
  const { stage } = problem.problem["missing"] as { stage: { id: string; name: string } };
  return { ...stage, kind: "won" };
}

type Step =
  | "ask"
  | "send"
  | "approve"
  | "reject"
  | "take_back"
  | "accept"
  | "decline"
  | "withdraw"
  | "new_version"
  | "copy";

/** What can become of a quote in each state, the likeliest first. */
const stepsOf: Readonly<Record<string, readonly Step[]>> = {
  draft: ["send", "ask"],
  awaiting_approval: ["approve", "reject", "take_back"],
  approved: ["send", "take_back", "withdraw"],
  sent: ["accept", "decline", "new_version", "withdraw"],
  declined: ["new_version"],
  expired: ["new_version"],
  withdrawn: ["new_version"],
};
