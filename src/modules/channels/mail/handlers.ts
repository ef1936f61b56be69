import { type Handler, handleRaw } from "#records";
import { showMessage } from "../contract/message-content.ts";
import { showContent } from "./content/showing.ts";

export const mailHandlers: readonly Handler[] = [
  handleRaw(showMessage, (edge, { params, query }) =>
    showContent(edge, params.id, { pictures: query.pictures === "yes" }),
  ),
];
