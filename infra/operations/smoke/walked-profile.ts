/** A profile of the walk. */
export interface WalkedProfile {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly photoUrl: string;
}
