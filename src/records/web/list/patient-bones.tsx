import { Waiting } from "../page/waiting.tsx";
import styles from "./list.module.css";

/** Grey bars where the rows of a list will stand. */
export function PatientBones() {
  return (
    <div className={styles.bones}>
      <Waiting rows={12} />
    </div>
  );
}
