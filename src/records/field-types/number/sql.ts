import { oneColumn } from "../field-type.ts";

export const numberColumns = oneColumn("integer");
