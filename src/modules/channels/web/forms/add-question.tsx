import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { optionsOf, useFieldTitle, useObject, useOptionTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import { type FormSettings, type Question, questionFor, questionTypes } from "../../contract/forms.ts";

interface AddQuestionProps {
  readonly about: FormSettings["about"];
  readonly questions: readonly Question[];
  readonly onAdd: (question: Question) => void;
}

/** Asks for a field of who answers, or for something that is asked this once. */
export function AddQuestion({ about, questions, onAdd }: AddQuestionProps) {
  const t = useT();
  const { fields } = useObject(about);
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const isAsked = (field: string) => questions.some((question) => question.field === field);
  const add = (wanted: string, question: Pick<Question, "type" | "label" | "field" | "options">) =>
    onAdd({
      key: freeKey(wanted, questions),
      help: "",
      required: false,
      purpose: "marketing",
      channel: "email",
      ...question,
    });
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          style={{ alignSelf: "flex-start" }}
          leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
        >
          {t("forms.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        <Menu.Label>{t("forms.add_free")}</Menu.Label>
        {questionTypes.map((type) => (
          <Menu.Item
            key={type}
            onClick={() =>
              add(type, {
                type,
                label: t(`forms.types.${type}`),
                field: null,
                options: type === "choice" || type === "choices" ? [{ key: "1", label: "1" }] : [],
              })
            }
          >
            {t(`forms.types.${type}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t("forms.add_field")}</Menu.Label>
        {Object.entries(fields).map(([name, field]) => {
          const type = questionFor(name, field);
          if (!type || field.hidden || isAsked(name)) return null;
          const options = optionsOf(field).map((key) => ({ key, label: optionTitle(about, name, key) }));
          return (
            <Menu.Item
              key={name}
              onClick={() =>
                add(name, {
                  type,
                  label: fieldTitle(about, name),
                  field: name,
                  options: type === "choice" || type === "choices" ? options.slice(0, 100) : [],
                })
              }
            >
              {fieldTitle(about, name)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What an answer is called where a form of one's own sends it: each has a name of its own. */
function freeKey(wanted: string, questions: readonly Question[]): string {
  const plain = wanted.replace(/^x_/, "").slice(0, 30);
  const isTaken = (key: string) => questions.some((question) => question.key === key);
  const name = /^[a-z][a-z0-9_]*$/.test(plain) ? plain : "question";
  for (let count = 1; ; count++) {
    const key = count === 1 ? name : `${name}_${count}`;
    if (!isTaken(key)) return key;
  }
}
