import { oneColumn } from "../field-type.ts";

export const autoNumberColumns = oneColumn("text");
