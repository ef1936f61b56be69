import { TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { formulaFunctions } from "#kernel/formula/functions";
import { useFieldTitle, useMetadata } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./objects.module.css";

interface FormulaWordsProps {
  readonly object: string;
  readonly onPick: (text: string) => void;
}

interface Word {
  readonly text: string;
  readonly inserted: string;
  readonly about: string;
}

/** What a formula can be put together from: fields, fields behind links, and functions with what they do. */
export function FormulaWords({ object, onPick }: FormulaWordsProps) {
  const t = useT();
  const [sought, setSought] = useState("");
  const fields = useFieldWords(object);
  const functions = formulaFunctions.map(({ name, signatures }) => ({
    text: signatures.join("  ·  "),
    inserted: `${name}()`,
    about: t(`formula.functions.${name}`),
  }));
  const fits = ({ text, about }: Word) =>
    `${text} ${about}`.toLowerCase().includes(sought.trim().toLowerCase());
  return (
    <>
      <TextInput
        size="xs"
        data-autofocus
        aria-label={t("settings.objects.formula_search")}
        placeholder={t("settings.objects.formula_search")}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      <div className={styles.words}>
        <WordList title={t("settings.objects.formula_fields")} words={fields.filter(fits)} onPick={onPick} />
        <WordList
          title={t("settings.objects.formula_functions")}
          words={functions.filter(fits)}
          onPick={onPick}
        />
      </div>
    </>
  );
}

function WordList({
  title,
  words,
  onPick,
}: {
  readonly title: string;
  readonly words: readonly Word[];
  readonly onPick: (text: string) => void;
}) {
  if (words.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.typeGroup}>{title}</h3>
      <ul className={styles.wordList}>
        {words.slice(0, 100).map(({ text, inserted, about }) => (
          <li key={text}>
            <UnstyledButton className={styles.word} onClick={() => onPick(inserted)}>
              <code>{text}</code>
              <span>{about}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

const unusable: ReadonlySet<string> = new Set(["links", "choices", "file"]);

function useFieldWords(object: string): readonly Word[] {
  const { objects } = useMetadata();
  const titleOf = useFieldTitle();
  const usable = (name: string) =>
    Object.entries(objects[name]?.fields ?? {}).filter(
      ([, field]) => !field.hidden && !unusable.has(field.type),
    );
  return usable(object).flatMap(([name, field]) => {
    const own = { text: name, inserted: name, about: titleOf(object, name) };
    if (field.type !== "link") return [own];
    const behind = usable(field.to)
      .filter(([, inner]) => inner.type !== "link" && inner.type !== "user")
      .map(([inner]) => `${name}.${inner}`);
    return behind.map((path) => ({ text: path, inserted: path, about: titleOf(object, path) }));
  });
}
