const uuidType = 2950;
const [headLength, itemLength] = [20, 20];

/**
 * Many ids as PostgreSQL takes an array in binary form (`array_recv`): a team's two hundred users as text cost it more to
 * take apart than the query they stand in.
 */
export function idArray(ids: readonly string[]): Buffer {
  const array = Buffer.alloc(headLength + ids.length * itemLength);
  // Dimensions, no nulls, type, then how many there are, counted from one.
  array.writeInt32BE(1, 0);
  array.writeInt32BE(uuidType, 8);
  array.writeInt32BE(ids.length, 12);
  array.writeInt32BE(1, 16);
  for (const [index, id] of ids.entries()) {
    const start = headLength + index * itemLength;
    array.writeInt32BE(16, start);
    array.write(id.replaceAll("-", ""), start + 4, "hex");
  }
  return array;
}
