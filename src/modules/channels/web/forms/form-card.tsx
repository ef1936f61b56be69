import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useT } from "#web/texts.ts";
import type { FormShown } from "../../contract/forms.ts";
import { AccountRow } from "../accounts/account-row.tsx";
import styles from "../accounts/accounts.module.css";
import { Snippet } from "../accounts/snippet.tsx";

/** One form: how often it was sent, and the lines that put it on a page. */
export function FormCard({ form }: { readonly form: FormShown }) {
  const t = useT();
  return (
    <AccountRow
      name={form.name}
      told={[!form.active && t("forms.off"), t("forms.sent", { count: form.sent })]}
      acts={
        <>
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
        </>
      }
    >
      <details className={styles.more}>
        <summary>{t("forms.placing")}</summary>
        <Placing form={form} />
      </details>
    </AccountRow>
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
    <Fragment key={way}>
      <p className={styles.quiet}>{t(`forms.ways.${way}`)}</p>
      <Snippet text={text} />
    </Fragment>
  ));
}
