import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type DuplicateCandidate, findCandidates, type PartyKind } from "#customers/contract";
import { type FormNoticeProps, isEmpty, useObject, writtenValues } from "#records/web";
import { Avatar } from "#web/avatar.tsx";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import styles from "./duplicates.module.css";
import { useEvidenceText } from "./evidence.ts";

/** Somebody is asked about once they have stopped typing for so many milliseconds. */
const pause = 400;
const compared = ["name", "email", "phone", "website", "tax_number", "birth_date", "company", "address"];

/** In the form of a new person or company: who that may be already. */
export default function FormCandidates({ object, values, onLeave }: FormNoticeProps) {
  const t = useT();
  const candidates = useCandidates(object, values);
  if (candidates.length === 0) return null;
  return (
    <section className={styles.notice} role="status">
      <h3 className={styles.noticeTitle}>{t("duplicates.form.title")}</h3>
      <ul className={styles.candidates}>
        {candidates.map((one) => (
          <Candidate key={one.id} candidate={one} onOpen={onLeave} />
        ))}
      </ul>
    </section>
  );
}

function useCandidates(object: string, values: FormNoticeProps["values"]): readonly DuplicateCandidate[] {
  const definition = useObject(object);
  const given = Object.fromEntries(
    compared.flatMap((name) => (isEmpty(values[name]) ? [] : [[name, values[name]]])),
  );
  const [asked] = useDebouncedValue(JSON.stringify(writtenValues(definition, given)), pause);
  const { data } = useQuery({
    queryKey: ["duplicates", "candidates", object, asked],
    enabled: asked !== "{}",
    queryFn: () => call(findCandidates, { body: { object: object as PartyKind, values: JSON.parse(asked) } }),
    placeholderData: keepPreviousData,
    // It is a help beside the form: where it fails, the form goes on without.
    retry: false,
  });
  return asked === "{}" ? [] : (data?.data ?? []);
}

interface CandidateProps {
  readonly candidate: DuplicateCandidate;
  readonly onOpen: () => void;
}

function Candidate({ candidate: { object, id, title, score, evidence }, onOpen }: CandidateProps) {
  const t = useT();
  const { percent } = useFormat();
  const { pathOf } = useRecordAddresses();
  const evidenceText = useEvidenceText();
  return (
    <li className={styles.candidate}>
      <Avatar name={title} kind={object} size={24} />
      <span className={styles.names}>
        <Link to={pathOf(object, id) ?? "."} onClick={onOpen} className={styles.open}>
          {title}
        </Link>
        <span className={styles.quiet}>{evidenceText(object, evidence)}</span>
      </span>
      <span className={styles.score} title={t("duplicates.score")}>
        {percent(Math.round(score * 100))}
      </span>
    </li>
  );
}
