export interface GraphNode {
  readonly id: string;
  readonly title: string;
  readonly kind?: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly past: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Places the nodes around the first: those one step away on a circle, those beyond on a wider one, each near
 * what it hangs on. Coordinates are within -1…1.
 */
export function radial(
  centre: string,
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>([[centre, { x: 0, y: 0 }]]);
  const near = neighbours(centre, edges).filter((id) => nodes.some((node) => node.id === id));
  const far = near.map((id) =>
    neighbours(id, edges).filter((other) => other !== centre && !near.includes(other)),
  );
  const taken = new Set<string>();
  const branches = near.map((id, index) => {
    const own = (far[index] ?? []).filter(
      (other) => !taken.has(other) && nodes.some((node) => node.id === other),
    );
    for (const other of own) taken.add(other);
    return { id, own, weight: Math.max(1, own.length) };
  });
  const all = branches.reduce((sum, branch) => sum + branch.weight, 0);
  const radius = taken.size > 0 ? 0.6 : 0.85;
  // The first straight above: with two there is one above and one below, where long names have room.
  let angle = -Math.PI / 2 - ((branches[0]?.weight ?? 0) / all) * Math.PI;
  for (const { id, own, weight } of branches) {
    const width = (weight / all) * Math.PI * 2;
    places.set(id, at(angle + width / 2, radius));
    // A single one beyond stands a little aside, not behind the name before it.
    const aside = own.length === 1 ? Math.min(width / 4, 0.4) : 0;
    own.forEach((other, index) =>
      places.set(other, at(angle + aside + (width * (index + 0.5)) / own.length, 1)),
    );
    angle += width;
  }
  return places;
}

function neighbours(id: string, edges: readonly GraphEdge[]): string[] {
  return [
    ...new Set(edges.flatMap((edge) => (edge.from === id ? [edge.to] : edge.to === id ? [edge.from] : []))),
  ];
}

function at(angle: number, radius: number): Point {
  return { x: Math.cos(angle) * radius, y: Math.sin(angle) * radius };
}
