/** Saved views that the user pinned, under the places of the navigation. */
export function PinnedViews(_: { folded: boolean }) {
  return null;
}
