import { useT } from "#web/texts.ts";
import { type FormSettings, mostQuestions, type Question } from "../../contract/forms.ts";
import { AddQuestion } from "./add-question.tsx";
import styles from "./forms.module.css";
import { QuestionCard } from "./question-card.tsx";

interface QuestionListProps {
  readonly settings: FormSettings;
  readonly onChange: (changed: Pick<FormSettings, "questions">) => void;
}

/** What is asked, in its order. */
export function QuestionList({ settings: { questions, about }, onChange }: QuestionListProps) {
  const t = useT();
  const put = (at: number, question: Question) => onChange({ questions: questions.with(at, question) });
  const move = (at: number, by: -1 | 1) => {
    const [one, other] = [questions[at], questions[at + by]];
    if (one && other) onChange({ questions: questions.with(at, other).with(at + by, one) });
  };
  return (
    <section className={styles.fields}>
      <h2 className={styles.part}>{t("forms.questions")}</h2>
      <ol className={styles.questions}>
        {questions.map((question, at) => (
          <QuestionCard
            key={question.key}
            question={question}
            about={about}
            onChange={(changed) => put(at, { ...question, ...changed })}
            onUp={at > 0 ? () => move(at, -1) : undefined}
            onDown={at < questions.length - 1 ? () => move(at, 1) : undefined}
            onRemove={() => onChange({ questions: questions.toSpliced(at, 1) })}
          />
        ))}
      </ol>
      {questions.length < mostQuestions && (
        <AddQuestion
          about={about}
          questions={questions}
          onAdd={(question) => onChange({ questions: [...questions, question] })}
        />
      )}
    </section>
  );
}
