import { useState } from "react";
import type { Filter } from "#kernel/filter";
import type { LinkValue } from "#records/contract";
import { useRecords } from "#records/web";
import { useT } from "#web/texts.ts";
import { type GraphEdge, type GraphNode, type Point, radial } from "./radial.ts";
import styles from "./relation-graph.module.css";
import { aboutParty } from "./relations.tsx";

const width = 720;
const height = 460;
// A name is wider than high, so the circle is drawn as an ellipse.
const reach = { x: 275, y: 205 };

/** Who stands how to whom, two steps around a customer. A click on a name puts it in the middle. */
export default function RelationGraph({ party }: { readonly party: GraphNode }) {
  const t = useT();
  const [centre, setCentre] = useState(party);
  const first = useRecords("relation", { filter: aboutParty(centre.id), limit: 40 });
  const near = [...new Set(first.rows.flatMap((row) => [link(row.from)?.id, link(row.to)?.id]))].filter(
    (id): id is string => id !== undefined && id !== centre.id,
  );
  const beyond: Filter = {
    or:
      near.length > 0
        ? [
            { field: "from", op: "in", value: near },
            { field: "to", op: "in", value: near },
          ]
        : [],
  };
  const second = useRecords("relation", { filter: beyond, limit: 80, enabled: near.length > 0 });
  const rows = [
    ...new Map([...first.rows, ...(near.length > 0 ? second.rows : [])].map((row) => [row.id, row])).values(),
  ];
  const edges = rows.flatMap((row): GraphEdge[] => {
    const from = link(row.from);
    const to = link(row.to);
    return from && to
      ? [{ from: from.id, to: to.id, kind: String(row.kind), past: row.ended_on != null }]
      : [];
  });
  const nodes = [
    ...new Map<string, GraphNode>([
      [centre.id, centre],
      ...rows
        .flatMap((row) => [link(row.from), link(row.to)])
        .flatMap((one): [string, GraphNode][] => (one ? [[one.id, one]] : [])),
    ]).values(),
  ];
  const places = radial(centre.id, nodes, edges);
  const put = (id: string): Point => {
    const point = places.get(id) ?? { x: 0, y: 0 };
    return { x: width / 2 + point.x * reach.x, y: height / 2 + point.y * reach.y };
  };

  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={styles.graph}
      role="group"
      aria-label={t("relations.graph_of", { name: centre.title })}
    >
      {edges.map((edge) => {
        const [from, to] = [put(edge.from), put(edge.to)];
        return (
          <g
            key={`${edge.from} ${edge.to} ${edge.kind}`}
            className={styles.edge}
            data-past={edge.past || undefined}
          >
            <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
            {(edge.from === centre.id || edge.to === centre.id) && (
              <text x={(from.x + to.x) / 2} y={(from.y + to.y) / 2 - 4}>
                {t(`relations.to.${edge.kind}`)}
              </text>
            )}
          </g>
        );
      })}
      {nodes
        .filter((node) => places.has(node.id))
        .map((node) => {
          const { x, y } = put(node.id);
          const title = node.title.length > 22 ? `${node.title.slice(0, 21)}…` : node.title;
          const half = Math.max(28, title.length * 3.6 + 12);
          return (
            <g
              key={node.id}
              className={styles.node}
              data-centre={node.id === centre.id || undefined}
              transform={`translate(${x} ${y})`}
              role="button"
              tabIndex={0}
              aria-label={node.title}
              onClick={() => setCentre(node)}
              onKeyDown={(event) => event.key === "Enter" && setCentre(node)}
            >
              <title>{node.title}</title>
              <rect x={-half} y={-14} width={half * 2} height={28} rx={node.kind === "company" ? 6 : 14} />
              <text dy="0.35em">{title}</text>
            </g>
          );
        })}
    </svg>
  );
}

function link(value: unknown): LinkValue | undefined {
  return (value as LinkValue | null) ?? undefined;
}
