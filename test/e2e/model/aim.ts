import type { Answer } from "../../support/api-client.ts";
import { ownProfile } from "./intent.ts";
import { type Condition, ifMatch, type Moment, refuses, refusesVersion } from "./operation.ts";
import type { Actor, ModelProfile, World } from "./world.ts";

/** One account's request to a profile, of a version or of any. */
export interface Aim {
  readonly actor: Actor;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What happens to one's own profile of the version that was asked for. */
export function toOwn(
  { actor, id, headers }: Aim,
  change: (world: World, profile: ModelProfile, answer: Answer) => void,
): Moment {
  return (world, answer) => {
    const profile = ownProfile(world, actor, id);
    if (!profile) refuses(answer, 404, "profile_not_found");
    else if (!refusesVersion(headers, profile.version, answer)) change(world, profile, answer);
  };
}

export function aimAt(world: World, actor: Actor, id: string, condition: Condition): Aim {
  return { actor, id, headers: ifMatch(condition, ownProfile(world, actor, id)?.version) };
}
