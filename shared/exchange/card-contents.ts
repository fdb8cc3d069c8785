import type { Reading } from "./reading.ts";
import type { CardProperty } from "./vcard-property.ts";

/** The properties of a card, and which of them have been taken. */
export class CardContents {
  readonly reading: Reading;
  #properties: readonly CardProperty[];

  constructor(reading: Reading, properties: readonly CardProperty[]) {
    this.reading = reading;
    this.#properties = properties;
  }

  /** All of a name that say something, in their order. They are no longer among the rest. */
  take(...names: readonly string[]): CardProperty[] {
    const taken: CardProperty[] = [];
    this.#properties = this.#properties.filter((property) => {
      if (!names.includes(property.name)) return true;
      if (property.value !== "") taken.push(property);
      return false;
    });
    return taken;
  }

  /** What nobody has taken. */
  rest(): readonly CardProperty[] {
    return this.#properties.filter(({ value }) => value !== "");
  }

  leave(properties: readonly CardProperty[], why: string): void {
    for (const { source } of properties) this.reading.notes.leave(source, why);
  }
}
