import { IconPaperclip } from "@tabler/icons-react";
import type { Said } from "#channels/contract";
import { useFileSize } from "./file-size.ts";
import styles from "./conversation.module.css";

/** What came along; pictures are seen, the rest is fetched. */
export function MessageFiles({ files }: { readonly files: Said["files"] }) {
  const size = useFileSize();
  const apart = files.filter(({ content_id }) => content_id === null);
  if (apart.length === 0) return null;
  return (
    <ul className={styles.files}>
      {apart.map((file) => (
        <li key={file.id}>
          <a className={styles.file} href={`/api/files/${file.id}`} target="_blank" rel="noopener noreferrer">
            {isPicture(file.type) ? (
              <img src={`/api/files/${file.id}`} alt="" loading="lazy" className={styles.thumbnail} />
            ) : (
              <IconPaperclip size={14} stroke={1.5} aria-hidden="true" />
            )}
            <span className={styles.fileName}>{file.title}</span>
            <span className={styles.fileSize}>{size(file.size)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function isPicture(type: string): boolean {
  return ["image/png", "image/jpeg", "image/gif", "image/webp"].includes(type);
}
