/** Who the walk acts as: one token, or two of different accounts. */
export interface Accounts {
  readonly tokens: readonly string[];
  /** Whether they were made for the walk, which may then erase them. */
  readonly areMade: boolean;
  /**
   * Removes what was made for the walk.
   * @returns why something could not be removed
   */
  readonly release: () => Promise<readonly string[]>;
}
