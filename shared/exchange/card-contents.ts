import type { Reading } from "./reading.ts";
import type { CardProperty } from "./vcard-property.ts";

/** The properties of a card, and which of them have been taken. */
export class CardContents {
  readonly reading: Reading;
  readonly #properties: CardProperty[] = [];

  constructor(reading: Reading) {
    this.reading = reading;
  }

  add(property: CardProperty): void {
    this.#properties.push(property);
  }

  /** All of a name that say something, in their order. They are no longer among the rest. */
  take(...names: readonly string[]): CardProperty[] {
    const taken: CardProperty[] = [];
    const others = this.#properties.filter((property) => {
      if (!names.includes(property.name)) return true;
      if (property.value !== "") taken.push(property);
      return false;
    });
    this.#properties.splice(0, this.#properties.length, ...others);
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
