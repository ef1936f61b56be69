import { Input, Popover, Textarea, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle, IconCheck, IconFunction } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type AdministeredObject, checkFormula } from "#records/contract";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./objects.module.css";
import { FormulaWords } from "./formula-words.tsx";

interface FormulaInputProps {
  readonly object: AdministeredObject;
  readonly expression: string;
  readonly onChange: (expression: string) => void;
}

/** A formula, looked at while it is typed: what is wrong and where, or what it gives for some records. */
export function FormulaInput({ object, expression, onChange }: FormulaInputProps) {
  const t = useT();
  const input = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState(false);
  const [asked] = useDebouncedValue(expression.trim(), 250);
  const { data: check, error } = useQuery({
    queryKey: ["settings", "formula", object.name, asked],
    queryFn: () => call(checkFormula, { params: { object: object.name }, body: { expression: asked } }),
    enabled: asked !== "",
    retry: false,
  });
  const insert = (text: string) => {
    const { selectionStart = expression.length, selectionEnd = expression.length } = input.current ?? {};
    onChange(expression.slice(0, selectionStart) + text + expression.slice(selectionEnd));
    const at = selectionStart + text.length - (text.endsWith(")") ? 1 : 0);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at, at);
    });
  };
  return (
    <Input.Wrapper label={t("settings.objects.formula")} description={t("settings.objects.formula_text")}>
      <Textarea
        ref={input}
        autosize
        minRows={3}
        maxLength={2000}
        spellCheck={false}
        classNames={{ input: styles.formula }}
        aria-label={t("settings.objects.formula")}
        value={expression}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={styles.formulaFoot}>
        <Popover
          opened={words}
          onChange={setWords}
          position="bottom-start"
          trapFocus
          withinPortal
          width={380}
        >
          <Popover.Target>
            <UnstyledButton className={styles.others} aria-expanded={words} onClick={() => setWords(!words)}>
              <IconFunction size={14} stroke={1.5} /> {t("settings.objects.formula_words")}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown p="xs">
            <FormulaWords
              object={object.name}
              onPick={(text) => {
                setWords(false);
                insert(text);
              }}
            />
          </Popover.Dropdown>
        </Popover>
        {asked !== "" && (check || error) && (
          <div role="status" className={styles.formulaState} data-ok={check ? true : undefined}>
            {check ? <IconCheck size={14} stroke={1.5} /> : <IconAlertTriangle size={14} stroke={1.5} />}
            {check ? t(`settings.objects.formula_gives.${check.result}`) : problemText(error)}
          </div>
        )}
      </div>
      {check && check.examples.length > 0 && (
        <ul className={styles.examples}>
          {check.examples.map(({ id, title, value }) => (
            <li key={id}>
              <span>{title}</span>
              <span>{value === null ? "–" : String(value)}</span>
            </li>
          ))}
        </ul>
      )}
    </Input.Wrapper>
  );
}
