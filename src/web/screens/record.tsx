import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { RecordPage, useObjectByPlural, useRecord } from "#records/web";
import type { ObjectMetadata } from "#records/contract";
import { rememberVisit } from "#web/visited.ts";
import { NotFoundScreen } from "../frame/not-found-screen.tsx";

/** One record with the whole screen to itself: `/deals/0192…`. */
export default function OneRecord() {
  const { plural, id } = useParams({ strict: false }) as { plural: string; id: string };
  const object = useObjectByPlural(plural);
  if (!object) return <NotFoundScreen />;
  return (
    <>
      <Remembered object={object} id={id} />
      <RecordPage key={id} object={object.name} id={id} />
    </>
  );
}

function Remembered({ object, id }: { object: ObjectMetadata; id: string }) {
  const isThere = useRecord(object.name, id).data !== undefined;
  useEffect(() => {
    if (isThere) rememberVisit({ object: object.name, id });
  }, [object.name, id, isThere]);
  return null;
}
