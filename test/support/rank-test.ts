/** The middle one. */
export const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;

/**
 * Whether two samples are told apart: the two-sided p of Mann and Whitney’s U, by the normal approximation, for samples
 * that are large and hold no ties to speak of.
 */
export function mannWhitney(a: number[], b: number[]): number {
  const ranked = [...a.map((time) => ({ time, of: 'a' })), ...b.map((time) => ({ time, of: 'b' }))].sort(
    (one, other) => one.time - other.time,
  );
  const ranks = ranked.reduce((sum, { of }, place) => sum + (of === 'a' ? place + 1 : 0), 0);
  const u = ranks - (a.length * (a.length + 1)) / 2;
  const z = (u - (a.length * b.length) / 2) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
  const x = Math.abs(z) / Math.SQRT2;
  // Abramowitz and Stegun 7.1.26; wrong by less than 2e-7.
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return poly * Math.exp(-x * x);
}
