import { Suspense, useSyncExternalStore } from "react";
import { currentlyAsked, watchAsked } from "./asking.ts";
import { CreateRecord } from "./create-record.tsx";

/** Shows the forms that `askToCreate` asked for; stands once in the frame. */
export function CreateRecordHost() {
  const asked = useSyncExternalStore(watchAsked, currentlyAsked);
  return (
    <Suspense fallback={null}>
      {asked.map((one, index) => (
        <CreateRecord
          key={index}
          object={one.object}
          values={one.values}
          options={one.options}
          onAnswer={one.answer}
        />
      ))}
    </Suspense>
  );
}
