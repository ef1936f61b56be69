/** The mark: an R drawn in one line. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent-9)" />
      <g fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
        <path d="M10 24V8h6.2a5 5 0 0 1 1.6 9.74L22 24" />
        <path d="M10 18h6" />
      </g>
    </svg>
  );
}
