import { Link, useRouter } from "@tanstack/react-router";
import { PageBar } from "#web/page-bar.tsx";
import { useObject, useObjectTitle } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { useRecord } from "../records.ts";
import styles from "./record-page.module.css";
import { RecordView } from "./record-view.tsx";

/** A record with the whole screen to itself. */
export function RecordPage({ object: name, id }: { readonly object: string; readonly id: string }) {
  const object = useObject(name);
  const objectTitle = useObjectTitle();
  const many = objectTitle(name, "many");
  const record = useRecord(name, id);
  const router = useRouter();
  const title = record.data ? recordTitle(object, record.data) || objectTitle(name, "one") : many;
  return (
    <div className={styles.page}>
      <PageBar
        documentTitle={title}
        title={
          <nav className={styles.path}>
            <Link to={`/${object.plural}` as never} className={styles.list}>
              {many}
            </Link>
            <span aria-hidden="true">▸</span>
            <h1 className={styles.title}>{title}</h1>
          </nav>
        }
      />
      <div className={styles.body}>
        <RecordView
          object={name}
          id={id}
          onGone={() => void router.navigate({ to: `/${object.plural}` as never })}
        />
      </div>
    </div>
  );
}
