import { oneColumn } from "../field-type.ts";

export const phoneColumns = oneColumn("text");
