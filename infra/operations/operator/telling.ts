const TELL_MS = 5_000;

/** Adds up, and tells the sum every few seconds. */
export function telling(what: string, tell: (line: string) => void): (more: number) => void {
  let [sum, toldAt] = [0, Date.now()];
  return (more) => {
    sum += more;
    if (Date.now() - toldAt < TELL_MS) return;
    toldAt = Date.now();
    tell(`${sum} ${what}`);
  };
}
