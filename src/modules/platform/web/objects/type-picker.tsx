import { UnstyledButton } from "@mantine/core";
import { ObjectIcon } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import { type TypeName, typeGroups, typeIcons } from "./field-types.ts";
import styles from "./objects.module.css";

/** The first step of a new field: what kind of thing it holds, each with what it is for. */
export function TypePicker({ onPick }: { readonly onPick: (type: TypeName) => void }) {
  const t = useT();
  return (
    <div className={styles.types}>
      {typeGroups.map(({ key, types }) => (
        <section key={key}>
          <h3 className={styles.typeGroup}>{t(`settings.objects.type_groups.${key}`)}</h3>
          <div className={styles.typeGrid}>
            {types.map((type) => (
              <UnstyledButton key={type} className={styles.type} onClick={() => onPick(type)}>
                <ObjectIcon name={typeIcons[type] ?? ""} />
                <span>
                  <span className={styles.typeName}>{t(`settings.objects.types.${type}.title`)}</span>
                  <span className={styles.typeText}>{t(`settings.objects.types.${type}.text`)}</span>
                </span>
              </UnstyledButton>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
