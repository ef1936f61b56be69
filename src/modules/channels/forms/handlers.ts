import { type Handler, handle } from "#records";
import * as contract from "../contract/forms.ts";
import { formsOf } from "./settings/listing.ts";
import { addForm, changeForm } from "./settings/setting-up.ts";

export const formHandlers: readonly Handler[] = [
  handle(contract.listForms, (work, _call, { runtime }) => formsOf(work, runtime.settings)),
  handle(contract.addForm, (work, { body }) => addForm(work, body)),
  handle(contract.setForm, (work, { params, body }) => changeForm(work, params.id, body)),
];
