const scales = {
  ns: { factor: 1e6, digits: 1 },
  ms: { factor: 1, digits: 0 },
  B: { factor: 1, digits: 0 },
};

/** Best, median and worst of the rounds of one contestant, per operation and in the unit of the row. */
export function figuresOf({ samples, sizes }, row) {
  const operations = row.operations(...sizes);
  const sorted = samples.map((sample) => (sample * scales[row.unit].factor) / operations).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return { best: sorted[0], median, worst: sorted.at(-1), rounds: sorted.length };
}

export function format(value, unit) {
  const digits = value < 100 ? scales[unit].digits : 0;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function formatRatio(ratio) {
  if (ratio < 0.1) return ratio.toPrecision(1);
  return ratio.toFixed(ratio < 10 ? 2 : 0);
}
