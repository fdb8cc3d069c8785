import type { Fit } from "./fit-text.ts";
import { ImportNotes } from "./import-notes.ts";

/** Paths of ours are shorter by far; keys of an entry may be of any length. */
const MOST_PATH = 200;

/** Where a value comes from and where it goes, by our names: entries that are left move those after. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/** What is told of the values of an import, by the source's own names where it gave them. */
export class FitNotes extends ImportNotes {
  readonly sources: Readonly<Record<string, string>>;

  constructor(sources: Readonly<Record<string, string>>) {
    super();
    this.sources = sources;
  }

  /** @param path ours, as the reader gave it */
  leaveAt(path: string, why: string): void {
    // A name that nobody is told need not be found.
    this.leave(this.isFull ? "" : sourceOf(this.sources, path), why);
  }

  /** Tells what became of a value, and returns what is stored of it. */
  settle<T>(way: Way, raw: unknown, fit: Fit<T>): T | undefined {
    if (fit === undefined) return undefined;
    if ("leftFor" in fit) {
      this.leaveAt(way.from, fit.leftFor);
      return undefined;
    }
    if (fit.why) this.change(way.to, asText(raw), asText(fit.value), fit.why);
    return fit.value;
  }

  /** Takes over what was told apart. */
  add(other: FitNotes): void {
    this.changed.push(...other.changed);
    for (const { field, why } of other.left) this.leave(field, why);
    this.moreLeft += other.moreLeft;
  }
}

/** The source's name of a value, or of the nearest that holds it, followed by ours. */
function sourceOf(sources: Readonly<Record<string, string>>, path: string): string {
  const whole = path.slice(0, MOST_PATH);
  for (let end = whole.length; end > 0; end = lastPart(whole, end)) {
    const part = whole.slice(0, end);
    if (Object.hasOwn(sources, part)) return sources[part] + whole.slice(end);
  }
  return whole;
}

function lastPart(path: string, end: number): number {
  return Math.max(path.lastIndexOf(".", end - 1), path.lastIndexOf("[", end - 1));
}

function asText(value: unknown): string {
  return typeof value === "object" && value !== null ? "" : String(value ?? "");
}
