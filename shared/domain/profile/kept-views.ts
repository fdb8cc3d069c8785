/** Most bytes of text that a warm function keeps. */
const MOST_BYTES = 8 * 1024 * 1024;
/** For the maps and keys around a profile's texts. */
const OVERHEAD_BYTES = 512;

/** What is kept of one profile. */
interface Kept {
  readonly version: number;
  /** By stamp. */
  readonly texts: ReadonlyMap<string, string>;
  readonly bytes: number;
}

/**
 * Texts that were made of profiles, each of one version. Bounded in bytes: who was not asked for
 * longest goes first. It decides nothing by itself: who asks knows by the card which version is
 * current.
 */
export class KeptViews {
  readonly #most: number;
  /** In the order in which they were asked for. */
  readonly #byProfile = new Map<string, Kept>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  /** Bytes that are kept, by an estimate from above. */
  get bytes(): number {
    return this.#bytes;
  }

  find(profileId: string, stamp: string): string | undefined {
    const kept = this.#byProfile.get(profileId);
    const text = kept?.texts.get(stamp);
    if (!kept || text === undefined) return undefined;
    this.#byProfile.delete(profileId);
    this.#byProfile.set(profileId, kept);
    return text;
  }

  /** Keeps a text beside others of the same version, and in the place of older ones. */
  keep(profileId: string, version: number, stamp: string, text: string): void {
    const before = this.#byProfile.get(profileId);
    if (before && before.version > version) return;
    const texts = new Map(before?.version === version ? before.texts : []).set(stamp, text);
    const bytes = bytesOf(texts);
    this.#drop(profileId);
    if (bytes > this.#most) return;
    this.#byProfile.set(profileId, { version, texts, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#byProfile.keys()) {
      if (this.#bytes <= this.#most) break;
      this.#drop(oldest);
    }
  }

  /**
   * Drops what is kept of any other version: what has been changed or hidden may have been withdrawn.
   * @param version undefined when nothing of the profile is public
   */
  keepOnly(profileId: string, version: number | undefined): void {
    if (this.#byProfile.get(profileId)?.version !== version) this.#drop(profileId);
  }

  #drop(profileId: string): void {
    this.#bytes -= this.#byProfile.get(profileId)?.bytes ?? 0;
    this.#byProfile.delete(profileId);
  }
}

/** Two bytes a letter, which is the most that V8 takes. */
function bytesOf(texts: ReadonlyMap<string, string>): number {
  let letters = 0;
  for (const [stamp, text] of texts) letters += stamp.length + text.length;
  return OVERHEAD_BYTES + 2 * letters;
}

/** Those of this function, for as long as it stays warm. */
export const keptViews = new KeptViews(MOST_BYTES);
