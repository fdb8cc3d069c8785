import { photoView } from "../photo/photo-view.ts";
import type { ProfileCard } from "../profile/profile-card.ts";

/** A profile that was found, with its card as it is now. */
export interface Found {
  readonly profileId: string;
  readonly card: ProfileCard;
}

/**
 * What a search tells of a profile. Nothing of the account, nor of its other profiles.
 * @param photoBaseUrl without a trailing slash
 */
export function directoryView({ profileId, card }: Found, photoBaseUrl: string) {
  const { name = "", slug = "", title = "", company = "", location = "", vertical, photo } = card;
  const identity = vertical || title;
  return {
    name,
    slug,
    title,
    company,
    photoUrl: photoView(profileId, photo ?? null, photoBaseUrl).photoUrl,
    location,
    activeIdentities: identity === "" ? [] : [identity],
  };
}

/** A page of what was found. */
export interface DirectoryPage {
  readonly found: readonly Found[];
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly nextCursor: string | null;
}

/** @param photoBaseUrl without a trailing slash */
export function directoryPageView({ found, ...rest }: DirectoryPage, photoBaseUrl: string) {
  return { results: found.map((one) => directoryView(one, photoBaseUrl)), ...rest };
}
