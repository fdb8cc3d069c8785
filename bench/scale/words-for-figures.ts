const THREE = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const TWO = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 2 });

/** Three digits that count, with thousands apart: `1,230`. */
export function figure(value: number): string {
  return Number.isFinite(value) ? THREE.format(value) : "–";
}

/** A rate by a model, of which two digits mean something. */
export function roughly(value: number): string {
  return Number.isFinite(value) ? TWO.format(value) : "–";
}

/** `12 %`; less than a tenth of a percent is told as such. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return "< 0.1 %";
  return `${TWO.format(100 * share)} %`;
}

/** `$1,234`, and cents below ten dollars. */
export function dollars(value: number): string {
  if (value === 0) return "–";
  return value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en-US");
}
