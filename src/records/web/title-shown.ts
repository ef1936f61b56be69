import { useT } from "#web/texts.ts";
import { useMetadata, useOptionTitle } from "./metadata.ts";

/** `titleShown(object, title)`: how a record that the server calls `title` is called on screen; a relation by its kind. */
export function useTitleShown(): (object: string, title: string | null) => string {
  const t = useT();
  const { objects } = useMetadata();
  const optionTitle = useOptionTitle();
  return (object, title) => {
    if (!title) return t("records.untitled");
    const field = objects[object]?.title ?? "";
    return objects[object]?.fields[field]?.type === "choice" ? optionTitle(object, field, title) : title;
  };
}
