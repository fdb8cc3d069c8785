import { saysNothing } from "../model/exchange/fit-text.ts";
import { ImportNotes } from "../model/exchange/import-notes.ts";
import type { Imported } from "../model/exchange/imported.ts";

/** An object of a document. Nothing is known of its values. */
export type Raw = Readonly<Record<string, unknown>>;

/** Names of places are gathered for so many values; no profile holds as many of a kind. */
const MOST_SOURCES = 10_000;

/** More of a list is counted, and not looked at. */
const MOST_OF_A_LIST = 1_000;

/** What a reader finds, gathered value by value. */
export class Reading {
  readonly fields: Record<string, unknown> = {};
  readonly notes = new ImportNotes();
  photo: Uint8Array | undefined;
  readonly #sources = new Map<string, string>();

  /** A field that stands at one place of the document. */
  put(field: string, value: unknown, source: string): void {
    if (saysNothing(value)) return;
    this.fields[field] = value;
    this.name(field, source);
  }

  /** Tells where a value stands in the document. */
  name(path: string, source: string): void {
    if (this.#sources.size < MOST_SOURCES) this.#sources.set(path, source);
  }

  /** An object of the document, of which all that nobody takes is left. */
  part(raw: Raw, source: string): Part {
    return new Part(raw, source, this.notes);
  }

  /** All that was found. */
  imported(): Imported {
    const sources = Object.fromEntries(this.#sources);
    return { fields: this.fields, photo: this.photo, sources, ...this.notes.asRead() };
  }
}

/** An object of a document, and what of it has been taken. */
export class Part {
  readonly source: string;
  readonly #raw: Raw;
  readonly #notes: ImportNotes;
  readonly #taken = new Set<string>();

  constructor(raw: Raw, source: string, notes: ImportNotes) {
    this.source = source;
    this.#raw = raw;
    this.#notes = notes;
  }

  /** The value of the first of these names that says something. */
  take(...names: readonly string[]): unknown {
    for (const name of names) {
      const value = Object.hasOwn(this.#raw, name) ? this.#raw[name] : undefined;
      if (saysNothing(value)) continue;
      this.#taken.add(name);
      return value;
    }
    return undefined;
  }

  /** The place of the one of these names that has been taken; of the first if none has. */
  placeOf(...names: readonly string[]): string {
    return this.nameOf(names.find((name) => this.#taken.has(name)) ?? names[0] ?? "");
  }

  /** A value that should be a list, of which more than any profile holds is left, as is anything else. */
  takeList(name: string): readonly unknown[] {
    const value = this.take(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.leave(name, "Is not a list.");
      return [];
    }
    const after = value.length - MOST_OF_A_LIST - 1;
    if (after >= 0) {
      const why = `This one and the ${after} after it are left: the list is too long.`;
      this.leave(`${name}[${MOST_OF_A_LIST}]`, why);
    }
    return value.slice(0, MOST_OF_A_LIST);
  }

  /** A value that should be an object; anything else is left. */
  takePart(name: string): Part {
    const value = this.take(name);
    if (value !== undefined && !isRaw(value)) {
      this.leave(name, "Is not an object with fields.");
    }
    return new Part(isRaw(value) ? value : {}, this.nameOf(name), this.#notes);
  }

  /** Tells why a value is left. */
  leave(name: string, why: string): void {
    this.#notes.leave(this.nameOf(name), why);
  }

  /** @param whys a sentence for each name that is known */
  leaveRest(whys: Readonly<Record<string, string>> = {}): void {
    for (const name of Object.keys(this.#raw)) {
      if (this.#taken.has(name) || saysNothing(this.#raw[name])) continue;
      const why = Object.hasOwn(whys, name) ? whys[name] : undefined;
      this.leave(name, why ?? "A profile has no field for it.");
    }
  }

  /** The place of a value in the document. */
  nameOf(name: string): string {
    return this.source ? `${this.source}.${name}` : name;
  }
}

/** Whether a value is an object with fields. */
export function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
