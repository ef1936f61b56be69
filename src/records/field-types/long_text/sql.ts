import { oneColumn } from "../field-type.ts";

export const longTextColumns = oneColumn("text");
