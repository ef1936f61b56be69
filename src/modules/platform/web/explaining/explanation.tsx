import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useFieldTitle, useObject } from "#records/web";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { explainAccess, type Verdict } from "../../contract/explanation.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import styles from "./explaining.module.css";
import { useSentences } from "./sentences.ts";

interface ExplanationProps {
  readonly object: string;
  readonly id: string;
  readonly user: string;
}

const verbs = ["read", "change", "delete"] as const;

/** What a user may do with a record, each with what gives it or what is missing, and the fields kept from them. */
export function Explanation({ object, id, user }: ExplanationProps) {
  const t = useT();
  const { plural } = useObject(object);
  const fieldTitle = useFieldTitle();
  const { data, error } = useQuery({
    queryKey: ["explanation", object, id, user],
    queryFn: () => call(explainAccess, { params: { plural, id }, query: { user } }),
    staleTime: 0,
  });
  if (error) return <ProblemNote text={problemText(error)} />;
  if (!data) return null;
  const fields = (names: readonly string[]) =>
    names.map((name) => fieldTitle(data.record.object, name)).join(", ");
  return (
    <div>
      {verbs.map((verb) => (
        <VerdictLines key={verb} verb={verb} verdict={data[verb]} object={data.record.object} />
      ))}
      {data.read.allowed && data.hidden.length > 0 && (
        <p className={styles.reason}>{t("explaining.hidden", { fields: fields(data.hidden) })}</p>
      )}
      {data.read.allowed && data.readOnly.length > 0 && (
        <p className={styles.reason}>{t("explaining.read_only", { fields: fields(data.readOnly) })}</p>
      )}
    </div>
  );
}

interface VerdictLinesProps {
  readonly verb: (typeof verbs)[number];
  readonly verdict: Verdict;
  readonly object: string;
}

function VerdictLines({ verb, verdict, object }: VerdictLinesProps) {
  const t = useT();
  const { ofGround, ofObstacle } = useSentences(object);
  const reasons = verdict.allowed ? verdict.grounds.map(ofGround) : verdict.obstacles.map(ofObstacle);
  const Icon = verdict.allowed ? IconCheck : IconMinus;
  return (
    <section className={styles.verdict} data-allowed={verdict.allowed}>
      <h3 className={styles.verb}>
        <Icon size={16} stroke={2} aria-hidden="true" />
        {t(`explaining.${verdict.allowed ? "may" : "may_not"}.${verb}`)}
      </h3>
      {reasons.map((reason) => (
        <p key={reason} className={styles.reason}>
          {reason}
        </p>
      ))}
    </section>
  );
}
