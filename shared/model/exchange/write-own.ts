import { photoView } from "../photo/photo-view.ts";
import { sectionView } from "../profile/entry-view.ts";
import type { Profile } from "../profile/profile.ts";
import type { SectionName, Sections } from "../profile/sections/section-models.ts";
import type { Audience, ExportAddresses } from "./export-format.ts";
import {
  type DocumentPhoto,
  type EntryContent,
  OWN_FORMAT,
  OWN_VERSION,
  type ProfileContent,
  type ProfileDocument,
} from "./own-format.ts";

/**
 * A profile in our own format: complete for its owner; for anybody without what is the owner's alone,
 * and with contact data only when shown.
 * @param picture the photo as a JPEG, for the document to hold; without it there is its address
 */
export function writeOwn(
  profile: Profile,
  addresses: Pick<ExportAddresses, "photoBaseUrl">,
  audience: Audience,
  picture?: Uint8Array,
): ProfileDocument {
  const { id, slug, isPublic, isPrimary, createdAt, updatedAt } = profile;
  const state = audience === "owner" ? { isPublic, isPrimary } : {};
  return {
    format: OWN_FORMAT,
    version: OWN_VERSION,
    source: { id, slug, ...state, createdAt, updatedAt },
    profile: contentOf(profile, audience),
    photo: photoOf(profile, addresses.photoBaseUrl, picture),
  };
}

function contentOf(profile: Profile, audience: Audience): ProfileContent {
  const { name, title, company, bio, location, vertical, skills } = profile;
  const { contactEmail, contactPhone, showEmail, showPhone, mcpDiscoverable } = profile;
  const isOwner = audience === "owner";
  return {
    ...{ name, title, company, bio, location, vertical },
    headline: profile.customHeadline || null,
    skills,
    contactEmail: isOwner || showEmail ? contactEmail : null,
    contactPhone: isOwner || showPhone ? contactPhone : null,
    showEmail,
    showPhone,
    ...(isOwner && { mcpDiscoverable }),
    workExperiences: entriesOf(profile, "workExperiences"),
    education: entriesOf(profile, "education"),
    socialLinks: entriesOf(profile, "socialLinks"),
  };
}

/** In the order in which people see them. */
function entriesOf<S extends SectionName>(
  profile: Sections,
  section: S,
): readonly EntryContent<Sections[S][number]>[] {
  return sectionView(profile, section).map(({ id, ...content }) => content) as never;
}

function photoOf(
  profile: Profile,
  photoBaseUrl: string,
  picture: Uint8Array | undefined,
): DocumentPhoto | null {
  const { photoUrl } = photoView(profile.id, profile.photo, photoBaseUrl);
  if (photoUrl === "") return null;
  const data = picture && Buffer.from(picture).toString("base64");
  return { url: photoUrl, mediaType: "image/jpeg", ...(data && { data }) };
}
