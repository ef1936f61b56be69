import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "#web/empty-state.tsx";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { useT } from "#web/texts.ts";

/** Nothing is at this address, or nothing that the user may see: the two look alike. */
export function NotFoundScreen() {
  const t = useT();
  useDocumentTitle(t("shell.not_found.title"));
  return (
    <div style={{ margin: "auto" }}>
      <EmptyState
        icon="search"
        title={t("shell.not_found.title")}
        text={t("shell.not_found.text")}
        action={
          <Button component={Link} to="/" variant="default">
            {t("shell.not_found.home")}
          </Button>
        }
      />
    </div>
  );
}
