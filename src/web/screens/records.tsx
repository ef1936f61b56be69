import { notFound, useParams } from "@tanstack/react-router";
import { RecordListScreen, useObjectByPlural } from "#records/web";

/** All records of an object: `/deals`. */
export default function Records() {
  const { plural } = useParams({ strict: false }) as { plural: string };
  const object = useObjectByPlural(plural);
  if (!object) throw notFound();
  return <RecordListScreen key={object.name} object={object.name} />;
}
