import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import {
  askToCreate,
  type ListSideProps,
  useMetadata,
  useObjectTitle,
  useRecords,
  useTotals,
} from "#records/web";
import { IconButton } from "#web/icon-button.tsx";
import { useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import styles from "./category-tree.module.css";
import { type Branch, branchesOf, categoryOf, inCategory } from "./tree.ts";

/** The categories beside the products: one shows what is in it and below it. */
export function CategoryTree(props: ListSideProps) {
  return useMetadata().objects["product_category"] ? <Tree {...props} /> : null;
}

function Tree({ filter, onFilter }: ListSideProps) {
  const t = useT();
  const titleOf = useObjectTitle();
  const { rows, isPending } = useRecords("product_category", { sort: "position,name", limit: 200 });
  const { data: totals } = useTotals("product", { group: "category" });
  const grant = useMetadata().objects["product_category"]?.grant;
  const branches = useMemo(() => branchesOf(rows), [rows]);
  const counts = useMemo(
    () => new Map((totals ?? []).map(({ group, count }) => [idOf(group), Number(count)])),
    [totals],
  );
  const shown = categoryOf(filter, branches);
  const { open } = useRecordAddresses();
  if (isPending || (rows.length === 0 && !grant?.create)) return null;
  const countIn = ({ within }: Branch) => within.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
  return (
    <nav className={styles.tree} aria-label={titleOf("product_category", "many")}>
      <div className={styles.head}>
        <span>{titleOf("product_category", "many")}</span>
        {grant?.create && (
          <IconButton
            label={t("catalogue.categories.new")}
            size={24}
            variant="subtle"
            color="gray"
            onClick={() =>
              void askToCreate("product_category", shown ? { parent: linkOf(shown, branches) } : {}, {
                once: true,
              })
            }
          >
            <IconPlus size={14} stroke={1.5} />
          </IconButton>
        )}
      </div>
      <button
        type="button"
        className={styles.branch}
        aria-current={shown === null ? "true" : undefined}
        onClick={() => onFilter(inCategory(filter, null))}
      >
        <span className={styles.name}>{t("catalogue.categories.all")}</span>
      </button>
      {branches.map((branch) => (
        <div key={branch.id} className={styles.line}>
          <button
            type="button"
            className={styles.branch}
            style={{ paddingInlineStart: 8 + branch.depth * 14 }}
            aria-current={branch.id === shown ? "true" : undefined}
            onClick={() => onFilter(inCategory(filter, branch))}
          >
            <span className={styles.name} title={branch.name}>
              {branch.name}
            </span>
            <span className={`numeric ${styles.count}`}>{countIn(branch) || ""}</span>
          </button>
          {open && grant && grant.change !== "none" && branch.id === shown && (
            <IconButton
              label={t("catalogue.categories.edit", { name: branch.name })}
              size={24}
              variant="subtle"
              color="gray"
              onClick={() => open("product_category", branch.id)}
            >
              <IconPencil size={14} stroke={1.5} />
            </IconButton>
          )}
        </div>
      ))}
    </nav>
  );
}

const idOf = (group: unknown): string =>
  group && typeof group === "object" && "id" in group ? String(group.id) : String(group);

function linkOf(id: string, branches: readonly Branch[]): { id: string; title: string } {
  return { id, title: branches.find((branch) => branch.id === id)?.name ?? "" };
}
