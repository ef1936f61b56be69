import type { RecordSlotProps } from "#records/web";
import { useT } from "#web/texts.ts";
import { type Block, blocksOf, type Run } from "../../contract/article-text.ts";
import styles from "../service.module.css";

/** An article as one reads it. */
export function ArticleText({ record: article }: RecordSlotProps) {
  const t = useT();
  if (!article.body) return <p className={styles.quiet}>{t("service.article.empty")}</p>;
  return (
    <div className={styles.text}>
      {blocksOf(String(article.body)).map((block, index) => (
        <Shown key={index} block={block} />
      ))}
    </div>
  );
}

function Shown({ block: { kind, lines } }: { readonly block: Block }) {
  const said = lines.map((line, index) => <Line key={index} line={line} />);
  if (kind === "heading") return <h3>{said}</h3>;
  if (kind === "paragraph")
    return <p>{said.flatMap((line, index) => (index > 0 ? [<br key={`b${index}`} />, line] : [line]))}</p>;
  const items = said.map((line, index) => <li key={index}>{line}</li>);
  return kind === "steps" ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Line({ line }: { readonly line: readonly Run[] }) {
  return line.map(({ text, strong, href }, index) => {
    if (href)
      return (
        <a key={index} href={href} target="_blank" rel="noopener noreferrer">
          {text}
        </a>
      );
    return strong ? <strong key={index}>{text}</strong> : text;
  });
}
