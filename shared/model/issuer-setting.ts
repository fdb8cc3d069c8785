/** An issuer whose tokens are accepted, as the stack configures it. */
export interface IssuerSetting {
  /** `iss` of its tokens, character by character. */
  readonly issuer: string;
  /** Tokens must be made for one of these. At least one. */
  readonly audiences: readonly string[];
  /** Where its keys are; one that begins with a slash continues the issuer. Else discovered. */
  readonly jwksUri?: string | undefined;
  /**
   * What its accounts begin with, or `own` where only the deployment gets to know the issuer, and so
   * its prefix. Left out: `sub` is the account.
   */
  readonly accounts?: string | undefined;
}
