/** Cholesky factor of the rows and columns of a matrix that are in play, kept up to date as variables come and go. */

/**
 * Holds L with `L L' = Q[free, free]`. Adding a variable costs one triangular solve, dropping one a row of rotations, so a
 * search over working sets never factors from the beginning (Golub and Van Loan, Matrix Computations, section 6.5).
 */
export class FreeFactor {
  /** The variables in play, in the order of the factor's rows. */
  readonly free: number[] = [];
  private readonly matrix: readonly Float64Array[];
  private readonly rows: Float64Array[] = [];
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;

  constructor(matrix: readonly Float64Array[]) {
    this.matrix = matrix;
    this.cosines = new Float64Array(matrix.length);
    this.sines = new Float64Array(matrix.length);
  }

  /** Adds a variable; false, with nothing changed, when the matrix is singular with it. */
  add(variable: number): boolean {
    const k = this.free.length;
    const row = new Float64Array(k + 8);
    const source = this.matrix[variable] as Float64Array;
    let left = source[variable] as number;
    const most = left;
    for (let i = 0; i < k; i++) {
      const below = this.rows[i] as Float64Array;
      let sum = source[this.free[i] as number] as number;
      for (let j = 0; j < i; j++) sum -= (below[j] as number) * (row[j] as number);
      const value = sum / (below[i] as number);
      row[i] = value;
      left -= value * value;
    }
    if (!(left > most * 1e-12)) return false;
    row[k] = Math.sqrt(left);
    this.rows.push(row);
    this.free.push(variable);
    return true;
  }

  /** Drops the variable in a place of `free`. */
  drop(place: number): void {
    const k = this.free.length;
    this.free.splice(place, 1);
    this.rows.splice(place, 1);
    const { cosines, sines } = this;
    // Every row below has one entry too many: rotate neighbouring columns until it is gone.
    for (let i = place; i < k - 1; i++) {
      const row = this.rows[i] as Float64Array;
      let left = row[place] as number;
      for (let j = place; j < i; j++) {
        const right = row[j + 1] as number;
        const [c, s] = [cosines[j] as number, sines[j] as number];
        row[j] = c * left + s * right;
        left = c * right - s * left;
      }
      const right = row[i + 1] as number;
      const length = Math.hypot(left, right);
      cosines[i] = left / length;
      sines[i] = right / length;
      row[i] = length;
      row[i + 1] = 0;
    }
  }

  /** Solves `L y = b` in place; b has one entry for each free variable. */
  solveLower(b: Float64Array): void {
    for (let i = 0; i < this.free.length; i++) {
      const row = this.rows[i] as Float64Array;
      let sum = b[i] as number;
      for (let j = 0; j < i; j++) sum -= (row[j] as number) * (b[j] as number);
      b[i] = sum / (row[i] as number);
    }
  }

  /** Solves `L' y = b` in place. */
  solveUpper(b: Float64Array): void {
    for (let i = this.free.length - 1; i >= 0; i--) {
      const row = this.rows[i] as Float64Array;
      const value = (b[i] as number) / (row[i] as number);
      b[i] = value;
      for (let j = 0; j < i; j++) b[j] = (b[j] as number) - value * (row[j] as number);
    }
  }
}
