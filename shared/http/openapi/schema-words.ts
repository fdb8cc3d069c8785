/** What the document says of a schema and of each of its properties. */
export interface SchemaWords {
  readonly about: string;
  readonly properties: Readonly<Record<string, string>>;
}
