import { RecordView } from "./record-view.tsx";

/** A record beside what one works on, where the keys mean that work. */
export function RecordBeside({ object, id }: { readonly object: string; readonly id: string }) {
  return <RecordView object={object} id={id} hasKeys={false} />;
}
