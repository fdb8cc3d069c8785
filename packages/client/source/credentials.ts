/**
 * A JWT or an API key; or a function that gives one. The function is asked at the first call, and
 * again when the API refuses what it gave, which it is then told.
 */
export type Credential =
  | string
  | ((refused: string | undefined) => string | undefined | Promise<string | undefined>);

/** How every API key begins. */
const KEY_PREFIX = "pr_live_";

/** The one header that a credential belongs in. */
export type CredentialHeader = Readonly<Record<string, string>>;

/** What the calls of a client are sent with. */
export class Credentials {
  /** Whether a function is asked for it. */
  readonly isAsked: boolean;
  /** Of a credential that is a text, made once; undefined for nothing, and where a function is asked. */
  readonly header: CredentialHeader | undefined;
  readonly #source: Credential | undefined;
  #current: Promise<string | undefined> | undefined;

  constructor(source: Credential | undefined) {
    this.#source = source;
    this.isAsked = typeof source === "function";
    this.header = typeof source === "function" ? undefined : headerOf(source);
  }

  /** What the function gives now; undefined for nothing. */
  current(): Promise<string | undefined> {
    this.#current ??= this.#ask(undefined);
    return this.#current;
  }

  /**
   * Asks for another in the place of one that was refused. Calls that were refused together ask once.
   * @returns whether there is another
   */
  async renewed(refused: string | undefined): Promise<boolean> {
    const asked = this.#current;
    // Another call may have been first while this one waited.
    if ((await asked) === refused && this.#current === asked) this.#current = this.#ask(refused);
    return (await this.current()) !== refused;
  }

  #ask(refused: string | undefined): Promise<string | undefined> {
    const source = this.#source;
    if (typeof source !== "function") return Promise.resolve(source);
    const asked = (async () => source(refused))();
    // What failed is not kept: the next call asks again.
    asked.catch(() => {
      if (this.#current === asked) this.#current = undefined;
    });
    return asked;
  }
}

/** Undefined for no credential. */
export function headerOf(credential: string | undefined): CredentialHeader | undefined {
  if (!credential) return undefined;
  return credential.startsWith(KEY_PREFIX)
    ? { "X-API-Key": credential }
    : { Authorization: `Bearer ${credential}` };
}
