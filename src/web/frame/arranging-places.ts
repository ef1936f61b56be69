/** Places in the order of `order`; what stands in none, such as a new one, keeps its neighbour before it. */
export function arranged<Item extends { readonly path: string }>(
  places: readonly Item[],
  order: readonly string[],
): readonly Item[] {
  const known = order.flatMap((path) => places.find((place) => place.path === path) ?? []);
  return places.reduce<readonly Item[]>((sorted, place, index) => {
    if (sorted.includes(place)) return sorted;
    const before = places[index - 1];
    const at = before ? sorted.indexOf(before) + 1 : 0;
    return [...sorted.slice(0, at), place, ...sorted.slice(at)];
  }, known);
}

/** `paths` with `path` moved by one; as it was at either end. */
export function moved(paths: readonly string[], path: string, by: 1 | -1): readonly string[] {
  const at = paths.indexOf(path);
  const target = at + by;
  if (at < 0 || target < 0 || target >= paths.length) return paths;
  const rest = paths.filter((one) => one !== path);
  return [...rest.slice(0, target), path, ...rest.slice(target)];
}
