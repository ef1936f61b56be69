/** Thrown in a unit without a transaction by what needs one. Nothing is written yet: the runtime begins anew, with one. */
export class NeedsTransaction extends Error {}
