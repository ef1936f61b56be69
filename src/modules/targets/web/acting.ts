import { useDialogAct } from "#records/web";

const touched = { objects: [], queries: ["targets"] };

/** Acts on targets, forecasts and commission from within a dialog; all that was reckoned is read anew. */
export const useTargetsAct = (onDone: () => void) => useDialogAct(touched, onDone);
