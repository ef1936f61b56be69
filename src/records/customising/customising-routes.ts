import { type Handler, handle } from "../module.ts";
import { readCustomisation } from "./stored-definitions.ts";
import { administeredObjects } from "./administering.ts";
import * as contract from "./contract.ts";
import { convertCustomField, previewFieldConversion } from "./converting.ts";
import { customisedCatalogue } from "./customised.ts";
import {
  addCustomField,
  changeFieldOf,
  orderFieldsOf,
  removeCustomField,
  restoreCustomField,
} from "./fields.ts";
import { tryFormula } from "./formula-checking.ts";
import { dropLayoutOf, layoutsOf, saveLayoutOf } from "./layouts.ts";
import { changeCustomObject, makeCustomObject, removeCustomObject, restoreCustomObject } from "./objects.ts";

/** Objects, fields and layouts as an administrator makes them, at `/api/objects`. */
export const customisingRoutes: readonly Handler[] = [
  handle(contract.listObjects, async (work) => {
    const stored = await readCustomisation(work.db);
    const catalogue = customisedCatalogue(work.catalogue.declared, stored);
    return { data: await administeredObjects({ work, stored, catalogue }) };
  }),
  handle(contract.makeObject, (work, { body }) => makeCustomObject(work, body)),
  handle(contract.changeObject, (work, { params, body }) => changeCustomObject(work, params.object, body)),
  handle(contract.removeObject, (work, { params }) => removeCustomObject(work, params.object)),
  handle(contract.restoreObject, (work, { params }) => restoreCustomObject(work, params.object)),
  handle(contract.addField, (work, { params, body }) => addCustomField(work, params.object, body)),
  handle(contract.changeField, (work, { params, body }) =>
    changeFieldOf(work, params.object, params.field, body),
  ),
  handle(contract.removeField, (work, { params }) => removeCustomField(work, params.object, params.field)),
  handle(contract.restoreField, (work, { params }) => restoreCustomField(work, params.object, params.field)),
  handle(contract.orderFields, (work, { params, body }) => orderFieldsOf(work, params.object, body.fields)),
  handle(contract.previewConversion, (work, { params, body }) =>
    previewFieldConversion(work, params.object, params.field, body.kind),
  ),
  handle(contract.convertField, (work, { params, body }) =>
    convertCustomField(work, params.object, params.field, body),
  ),
  handle(contract.checkFormula, (work, { params, body }) =>
    tryFormula(work, params.object, body.expression, body.field),
  ),
  handle(contract.listLayouts, async (work, { params }) => ({ data: await layoutsOf(work, params.object) })),
  handle(contract.saveLayout, (work, { params, body }) => saveLayoutOf(work, params.object, body)),
  handle(contract.dropLayout, (work, { params, query }) =>
    dropLayoutOf(work, params.object, query.team ?? null),
  ),
];
