import { type ReactNode, useEffect } from "react";
import styles from "./page-bar.module.css";

interface PageBarProps {
  /** Where am I. Text also names the browser's tab. */
  readonly title: ReactNode;
  /** Name of the tab where the title is more than text. */
  readonly documentTitle?: string;
  /** How do I look at it, make one. */
  readonly actions?: ReactNode;
}

/** The 48 px at the top of each screen. */
export function PageBar({ title, documentTitle, actions }: PageBarProps) {
  useDocumentTitle(documentTitle ?? (typeof title === "string" ? title : undefined));
  return (
    <header className={styles.bar}>
      {typeof title === "string" ? (
        <h1 className={styles.title}>{title}</h1>
      ) : (
        <div className={styles.titles}>{title}</div>
      )}
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}

/** Names the browser's tab: "Deals · Rapport". */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Rapport` : "Rapport";
  }, [title]);
}
