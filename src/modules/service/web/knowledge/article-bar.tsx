import { Button } from "@mantine/core";
import { type RecordSlotProps, StateMark, useObject, useRecordRights, useRecords } from "#records/web";
import { publishArticle, withdrawArticle } from "#service/contract";
import { call } from "#web/client.ts";
import { useCan } from "#web/session.ts";
import { BarActs, StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useServiceAct } from "../acting.ts";
import styles from "../service.module.css";

/** What is published of it. */
const said = ["title", "body", "audience"] as const;

/** Whether an article is published, whether it says something else since, and what can be done with it. */
export function ArticleBar({ record: article }: RecordSlotProps) {
  const t = useT();
  const { act, busy } = useServiceAct();
  const { change } = useRecordRights(useObject("article"), article);
  const may = useCan("articles:publish") && change && !article.archived_at;
  const { rows } = useRecords("article_version", {
    filter: { field: "article", op: "is", value: article.id },
    fields: ["number", "title", "body", "audience"],
    sort: "-number",
    limit: 1,
  });
  const isPublished = article.state === "published";
  const last = rows[0];
  const isChanged = isPublished && last !== undefined && said.some((field) => last[field] !== article[field]);
  const params = { id: article.id };
  return (
    <StateBar
      acts={
        may && (
          <BarActs>
            {isPublished && (
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  void act(() => call(withdrawArticle, { params }), t("service.article.withdrawn"))
                }
              >
                {t("service.article.withdraw")}
              </Button>
            )}
            {(!isPublished || isChanged) && (
              <Button
                size="xs"
                loading={busy}
                disabled={!article.body}
                onClick={() =>
                  void act(() => call(publishArticle, { params }), t("service.article.published"))
                }
              >
                {t(isChanged ? "service.article.publish_changes" : "service.article.publish")}
              </Button>
            )}
          </BarActs>
        )
      }
    >
      <StateMark object="article" state={article.state} />
      {isChanged && <span className={styles.quiet}>{t("service.article.changed")}</span>}
    </StateBar>
  );
}
