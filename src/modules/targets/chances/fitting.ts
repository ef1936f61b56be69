/**
 * Logistic regression with a ridge, by Newton's method: S. le Cessie and J. C. van Houwelingen, "Ridge estimators in logistic
 * regression", Applied Statistics 41 (1992), 191–201. A ridge is a prior: what few deals speak for stays near nothing, so a seller
 * with three deals is told by three deals and not by luck.
 */

/** So many observations that look the same, and how many of them were won. */
export interface Cell {
  /** Which weights make up its log-odds, by number; the intercept is always among them and not named. */
  readonly weights: readonly number[];
  readonly count: number;
  readonly won: number;
}

export interface Fit {
  readonly intercept: number;
  readonly weights: readonly number[];
}

const mostSteps = 50;

/**
 * Fits one weight, in log-odds, for each of `ridges`, which say how firmly it is held to nothing: each is one over the variance that
 * is thought likely beforehand. The intercept is all but free. Ends where a step gains no more than a billionth of the loss.
 */
export function fit(cells: readonly Cell[], ridges: readonly number[]): Fit {
  const size = ridges.length + 1;
  const penalties = [1e-6, ...ridges];
  let found: Float64Array = new Float64Array(size);
  let loss = lossOf(cells, found, penalties);
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, hessian } = gradientAndHessian(cells, found, penalties);
    const change = choleskySolve(hessian, gradient, size);
    const next = backtrack(cells, found, change, penalties, loss);
    if (!next || loss - next.loss < 1e-9 * (1 + Math.abs(loss))) break;
    ({ found, loss } = next);
  }
  const [intercept = 0, ...weights] = found;
  return { intercept, weights };
}

/** Log-odds as a chance, 0 to 1. */
export function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function logOddsOf(cell: Cell, weights: Float64Array): number {
  return cell.weights.reduce((sum, at) => sum + numberAt(weights, at + 1), numberAt(weights, 0));
}

function lossOf(cells: readonly Cell[], weights: Float64Array, penalties: readonly number[]): number {
  const misfit = cells.reduce((sum, cell) => {
    const odds = logOddsOf(cell, weights);
    // log(1 + e^x) that neither overflows nor loses what is small.
    const softplus = Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds)));
    return sum + cell.count * softplus - cell.won * odds;
  }, 0);
  return penalties.reduce((sum, penalty, at) => sum + (penalty * numberAt(weights, at) ** 2) / 2, misfit);
}

/** Of the loss: minus the log-likelihood and half the penalised squares of the weights. The Hessian stands row by row. */
function gradientAndHessian(cells: readonly Cell[], weights: Float64Array, penalties: readonly number[]) {
  const size = penalties.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (const [at, penalty] of penalties.entries()) {
    gradient[at] = penalty * numberAt(weights, at);
    hessian[at * size + at] = penalty;
  }
  for (const cell of cells) {
    const chance = chanceOf(logOddsOf(cell, weights));
    const places = [0, ...cell.weights.map((at) => at + 1)];
    const pull = cell.count * chance - cell.won;
    const curve = cell.count * chance * (1 - chance);
    for (const row of places) {
      gradient[row] = numberAt(gradient, row) + pull;
      for (const column of places)
        hessian[row * size + column] = numberAt(hessian, row * size + column) + curve;
    }
  }
  return { gradient, hessian };
}

/** Solves a symmetric, positive definite system of `size` equations by Cholesky's factors. The matrix stands row by row. */
function choleskySolve(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = numberAt(matrix, row * size + column);
      for (let at = 0; at < column; at++)
        sum -= numberAt(root, row * size + at) * numberAt(root, column * size + at);
      root[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / numberAt(root, column * size + column);
    }
  }
  const answer = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let at = 0; at < row; at++)
      answer[row] = numberAt(answer, row) - numberAt(root, row * size + at) * numberAt(answer, at);
    answer[row] = numberAt(answer, row) / numberAt(root, row * size + row);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++)
      answer[row] = numberAt(answer, row) - numberAt(root, at * size + row) * numberAt(answer, at);
    answer[row] = numberAt(answer, row) / numberAt(root, row * size + row);
  }
  return answer;
}

/** The step of Newton, halved until it leads down. */
function backtrack(
  cells: readonly Cell[],
  from: Float64Array,
  change: Float64Array,
  penalties: readonly number[],
  loss: number,
): { found: Float64Array; loss: number } | undefined {
  for (let part = 1; part > 1e-4; part /= 2) {
    const found = from.map((weight, at) => weight - part * numberAt(change, at));
    const next = lossOf(cells, found, penalties);
    if (next <= loss) return { found, loss: next };
  }
  return undefined;
}

function numberAt(numbers: Float64Array, at: number): number {
  return numbers[at] ?? 0;
}
