/** Hurst exponent of returns by rescaled range (Hurst 1951, Mandelbrot and Wallis 1969). */

const leastPart = 8;

/** Mean rescaled range of equal parts of the newest returns; NaN where no part moves. */
function rescaledRange(returns: Float64Array, parts: number, size: number): number {
  let sum = 0;
  let counted = 0;
  for (let part = 0; part < parts; part++) {
    const from = returns.length - size * (parts - part);
    let mean = 0;
    for (let k = from; k < from + size; k++) mean += returns[k] as number;
    mean /= size;
    let squares = 0;
    let walk = 0;
    let top = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    for (let k = from; k < from + size; k++) {
      const away = (returns[k] as number) - mean;
      squares += away * away;
      walk += away;
      top = Math.max(top, walk);
      bottom = Math.min(bottom, walk);
    }
    if (squares === 0) continue;
    sum += (top - bottom) / Math.sqrt(squares / size);
    counted++;
  }
  return counted === 0 ? Number.NaN : sum / counted;
}

/** Slope of log rescaled range on log length, halving the parts down to eight returns; 0.5 on flat data. */
export function hurstExponent(returns: Float64Array): number {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let sxy = 0;
  for (let parts = 1; ; parts *= 2) {
    const size = Math.floor(returns.length / parts);
    if (size < leastPart) break;
    const ratio = rescaledRange(returns, parts, size);
    if (!(ratio > 0)) continue;
    const x = Math.log10(size);
    const y = Math.log10(ratio);
    n++;
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  return n < 2 ? 0.5 : (n * sxy - sx * sy) / (n * sxx - sx * sx);
}
