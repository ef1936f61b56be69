import { oneColumn } from "../field-type.ts";

export const decimalColumns = oneColumn("numeric");
