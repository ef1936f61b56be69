import { Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";

/** Grey lines in the place of what comes, once it takes long enough to be noticed. */
export function Waiting({ rows }: { readonly rows: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div aria-hidden="true" style={{ display: "grid", gap: 12, padding: "8px 0" }}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={14} width={`${90 - ((index * 23) % 50)}%`} radius="sm" />
      ))}
    </div>
  );
}
