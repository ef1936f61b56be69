interface Snapshot {
  readonly id: string;
  readonly takenAt: string;
}

const day = 86_400_000;

/** Of snapshots, newest first, the one to compare a week with: the newest of those six days old or more, else the oldest of this week. */
export function lastWeeks<T extends Snapshot>(snapshots: readonly T[], now: number): T | undefined {
  const ageOf = ({ takenAt }: T) => (now - Date.parse(takenAt)) / day;
  return snapshots.find((one) => ageOf(one) >= 6) ?? snapshots.findLast((one) => ageOf(one) >= 1);
}
