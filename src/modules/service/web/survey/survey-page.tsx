import { Button, Loader, Rating, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { answerSurvey, readSurvey, type SurveyPage } from "#service/contract";
import { CustomerCard, CustomerFrame, NothingThere, StandingNote } from "#trade/web";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import styles from "./survey-page.module.css";

/** Asks who holds the link how satisfied they are with how their ticket was solved; the click in the letter has answered already. */
export default function SurveyScreen() {
  const t = useT();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const { data, error } = useQuery({
    queryKey: ["survey", token],
    queryFn: () => call(readSurvey, { params: { token } }),
    retry: false,
  });
  useDocumentTitle(data ? t("survey.title") : "");
  if (!data && error) return <NothingThere error={error} />;
  if (!data)
    return (
      <main className={styles.waiting}>
        <Loader size="sm" aria-label={t("customer_page.loading")} />
      </main>
    );
  return (
    <CustomerFrame seller={data.seller} language={data.language}>
      <Survey page={data} token={token} />
    </CustomerFrame>
  );
}

function Survey({ page, token }: { readonly page: SurveyPage; readonly token: string }) {
  const t = useT();
  const client = useQueryClient();
  const [comment, setComment] = useState(page.comment ?? "");
  const answering = useMutation({
    mutationFn: (body: { score: number; comment?: string }) =>
      call(answerSurvey, { params: { token }, body }),
    onSuccess: (next) => client.setQueryData(["survey", token], next),
  });
  const { mutate } = answering;
  const [clicked] = useState(scoreInAddress);
  useEffect(() => {
    if (clicked !== null) mutate({ score: clicked });
  }, [clicked, mutate]);
  const said = page.score !== null;
  return (
    <>
      {said && <StandingNote good text={t("survey.thanks")} />}
      <CustomerCard title={t("survey.title")}>
        <p className={styles.subject}>{page.subject}</p>
        <Rating
          size="xl"
          value={answering.variables?.score ?? page.score ?? 0}
          getSymbolLabel={(score) => t("survey.score", { score })}
          onChange={(score) => mutate({ score })}
        />
        <ProblemNote text={answering.error ? problemText(answering.error) : undefined} />
        {said && (
          <form
            className={styles.more}
            onSubmit={(event) => {
              event.preventDefault();
              mutate({ score: page.score ?? 1, comment });
            }}
          >
            <Textarea
              label={t("survey.comment")}
              value={comment}
              maxLength={2000}
              autosize
              minRows={3}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={answering.isPending}>
              {t("survey.send")}
            </Button>
          </form>
        )}
      </CustomerCard>
    </>
  );
}

/** What the link in the letter says. */
function scoreInAddress(): number | null {
  const score = Number(new URLSearchParams(window.location.search).get("score"));
  return Number.isInteger(score) && score >= 1 && score <= 5 ? score : null;
}
