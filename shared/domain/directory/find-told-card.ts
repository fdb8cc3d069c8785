import { isSilent } from "../../model/directory/directory-words.ts";
import type { ProfileCard } from "../../model/profile/profile-card.ts";
import { findCard, noteDiscoverable } from "../../persistence/card-repository.ts";
import { findRoot } from "../../persistence/profile-repository.ts";
import { untilCommitted } from "../until-committed.ts";

/**
 * A card that says whether its profile is in the directory. One that the release before wrote does
 * not, and is told by the profile: for that 1 read and 1 write more, and the read again.
 * @throws Problem `conflict` when others kept writing it
 */
export async function findToldCard(profileId: string): Promise<ProfileCard | undefined> {
  const found = await untilCommitted(async () => {
    const card = await findCard(profileId);
    if (card?.state !== "public" || !isSilent(card)) return { card };
    const root = await findRoot(card.owner, profileId);
    // It has just been removed.
    if (!root) return { card: undefined };
    await noteDiscoverable(profileId, root.mcpDiscoverable);
    return undefined;
  });
  return found.card;
}
