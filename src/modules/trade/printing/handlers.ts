import { handle, handleRaw } from "#records";
import * as contract from "../contract/document-design.ts";
import { changeDesign, organisationDesign } from "./designing.ts";
import { previewDesign } from "./previewing.ts";

export const printingHandlers = [
  handle(contract.readDocumentDesign, organisationDesign),
  handle(contract.changeDocumentDesign, (work, { body }) => changeDesign(work, body)),
  handleRaw(contract.previewDocumentDesign, (edge, { body }) => previewDesign(edge, body)),
];
