import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CopyButton } from "#web/copy-button.tsx";
import { useT } from "#web/texts.ts";
import type { FormShown } from "../../contract/forms.ts";
import styles from "./forms.module.css";

/** One form: how often it was sent, and the lines that put it on a page. */
export function FormCard({ form }: { readonly form: FormShown }) {
  const t = useT();
  return (
    <li className={styles.form}>
      <div className={styles.head}>
        <div className={styles.names}>
          <strong>{form.name}</strong>
          <span className={styles.quiet}>
            {[!form.active && t("forms.off"), t("forms.sent", { count: form.sent })]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </div>
        <div className={styles.acts}>
          <Button
            component="a"
            href={form.address}
            target="_blank"
            variant="default"
            size="compact-sm"
            disabled={!form.active}
          >
            {t("forms.open_page")}
          </Button>
          <Button component={Link} to={`/settings/forms/${form.id}`} variant="default" size="compact-sm">
            {t("forms.change")}
          </Button>
        </div>
      </div>
      <details className={styles.more}>
        <summary>{t("forms.placing")}</summary>
        <Placing form={form} />
      </details>
    </li>
  );
}

function Placing({ form: { id, address, settings } }: { readonly form: FormShown }) {
  const t = useT();
  const { origin } = new URL(address);
  const title = settings.title.replace(/["&<>]/g, "");
  const own = settings.questions
    .flatMap(({ key, type }) => (type === "file" ? [] : [`  <input name="${key}">`]))
    .join("\n");
  const ways = {
    script: `<script src="${origin}/forms/embed.js" data-form="${id}" async></script>`,
    frame: `<iframe src="${address}?framed" title="${title}" style="width:100%;height:600px;border:0"></iframe>`,
    page: address,
    ...(settings.own_forms && {
      own: `<form action="${address}" method="post">\n${own}\n  <button>…</button>\n</form>`,
    }),
  };
  return Object.entries(ways).map(([way, text]) => (
    <div key={way}>
      <p className={styles.quiet}>{t(`forms.ways.${way}`)}</p>
      <div className={styles.snippet}>
        <code>{text}</code>
        <CopyButton text={text} />
      </div>
    </div>
  ));
}
