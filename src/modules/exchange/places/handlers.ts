import { type Handler, handle, handleRaw } from "#records";
import * as actions from "../contract/places.ts";
import { changePlace, createPlace, forgetHostKey, removePlace } from "./keeping.ts";
import { allPlaces, findPlace, summaryOf } from "./stored-place.ts";
import { tryPlace } from "./trying.ts";

export const placeHandlers: readonly Handler[] = [
  handle(actions.listPlaces, async (work, _call, { runtime }) => ({
    data: [...(await allPlaces(work))],
    folder: runtime.settings.placesFolder ?? null,
  })),
  handle(actions.getPlace, async (work, { params }) => summaryOf(work, await findPlace(work, params.id))),
  handle(actions.createPlace, (work, { body }, { runtime }) =>
    createPlace(work, runtime.settings.secret, body),
  ),
  handle(actions.changePlace, (work, { params, body }, { runtime }) =>
    changePlace(work, runtime.settings.secret, { ...body, id: params.id }),
  ),
  handle(actions.removePlace, (work, { params }) => removePlace(work, params.id)),
  handleRaw(actions.tryPlace, ({ runtime, actor }, { params }) => tryPlace(runtime, actor, params.id)),
  handle(actions.forgetHostKey, (work, { params }) => forgetHostKey(work, params.id)),
];
