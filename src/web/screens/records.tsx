import { useParams } from "@tanstack/react-router";
import { RecordListScreen, useObjectByPlural } from "#records/web";
import { NotFoundScreen } from "../frame/not-found-screen.tsx";

/** All records of an object: `/deals`. */
export default function Records() {
  const { plural } = useParams({ strict: false }) as { plural: string };
  const object = useObjectByPlural(plural);
  if (!object) return <NotFoundScreen />;
  return <RecordListScreen key={object.name} object={object.name} />;
}
