import { useDeferredValue } from "react";
import { useT } from "#web/texts.ts";
import { formDocument, formHtml } from "../../contract/form-page.ts";
import type { FormWritten } from "../../contract/forms.ts";
import styles from "./forms.module.css";

/** The form as it will stand on a page, made by what makes it there; nothing can be sent from here. */
export function FormPreview({ written }: { readonly written: FormWritten }) {
  const t = useT();
  const { settings, language } = useDeferredValue(written);
  const page = formDocument(formHtml({ settings, language, action: "" }), {
    settings,
    language,
    framed: false,
    script: null,
  });
  return (
    <div className={styles.preview}>
      <h2 className={styles.part}>{t("forms.preview")}</h2>
      <iframe title={t("forms.preview")} sandbox="" srcDoc={page} />
    </div>
  );
}
