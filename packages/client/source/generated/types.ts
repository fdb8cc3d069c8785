// Made from docs/openapi.json by `npm run openapi`. Changes here are lost.

export interface Profile {
  id: string;
  /** Unique over the whole service; names the public page. */
  slug: string;
  name: string;
  title: string;
  company: string;
  bio: string;
  location: string;
  /** Address of the photo, or `""`. */
  photoUrl: string;
  photo: Photo | null;
  isPublic: boolean;
  /** The owner's text, or "Title at Company". */
  headline: string;
  skills: string[];
  workExperiences: WorkExperience[];
  education: Education[];
  socialLinks: SocialLink[];
  createdAt: string;
  updatedAt: string;
  vertical: string;
  contactEmail: string | null;
  contactPhone: string | null;
  isPrimary: boolean;
  version: number;
  showEmail: boolean;
  showPhone: boolean;
}

export interface VisitedProfile {
  id: string;
  /** Unique over the whole service; names the public page. */
  slug: string;
  name: string;
  title: string;
  company: string;
  bio: string;
  location: string;
  /** Address of the photo, or `""`. */
  photoUrl: string;
  photo: Photo | null;
  isPublic: boolean;
  /** The owner's text, or "Title at Company". */
  headline: string;
  skills: string[];
  workExperiences: WorkExperience[];
  education: Education[];
  socialLinks: SocialLink[];
  createdAt: string;
  updatedAt: string;
  vertical: string;
  contactEmail: string | null;
  contactPhone: string | null;
}

export interface PublicProfile {
  id: string;
  /** Unique over the whole service; names the public page. */
  slug: string;
  name: string;
  title: string;
  company: string;
  bio: string;
  location: string;
  /** Address of the photo, or `""`. */
  photoUrl: string;
  photo: Photo | null;
  isPublic: boolean;
  /** The owner's text, or "Title at Company". */
  headline: string;
  skills: {
    name: string;
  }[];
  workExperiences: WorkExperience[];
  education: Education[];
  socialLinks: {
    id: string;
    platform: string;
    username: string;
    url: string;
    /** The same as `url`. */
    full_url: string;
    display_order: number;
  }[];
  createdAt: string;
  updatedAt: string;
  vertical: string;
  contactEmail: string | null;
  contactPhone: string | null;
  /** The same as `workExperiences`. */
  workExperience: WorkExperience[];
}

export interface SocialLink {
  id: string;
  platform: string;
  url: string;
  username: string;
  displayOrder: number;
}

export interface WorkExperience {
  id: string;
  jobTitle: string;
  company: string;
  location: string;
  /** `YYYY` or `YYYY-MM`. */
  startDate: string;
  endDate: string | null;
  description: string;
  displayOrder: number;
}

export interface Education {
  id: string;
  institution: string;
  degree: string;
  fieldOfStudy: string;
  startDate: string | null;
  endDate: string | null;
  description: string;
  displayOrder: number;
}

export interface Photo {
  /** The same as `photoUrl`. */
  url: string;
  sizes: {
    "96": string;
    "256": string;
    "1024": string;
  };
  /** Of the largest size, in pixels. */
  width: number;
  height: number;
  /** The prevailing colour, as `#rrggbb`. */
  color: string;
}

export interface NewPhotoUpload {
  id: string;
  method: "PUT";
  /** Good for one upload, by anyone who knows it. */
  url: string;
  /** Headers to send with the photo, as they are. */
  headers: { [name: string]: string };
  expiresAt: string;
}

export interface PhotoUpload {
  id: string;
  status: "pending" | "ready" | "rejected";
  reason: string | null;
}

export interface Contact {
  id: string;
  profileId: string;
  /** This and the next four are `""` while the profile is not available. */
  name: string;
  title: string;
  company: string;
  location: string;
  /** Address of the photo, or `""`. */
  photoUrl: string;
  photo: Photo | null;
  savedAt: string;
  source: "qr_scan" | "web" | "mcp";
  profileAvailable: boolean;
  notice: string | null;
  removedAt: string | null;
}

export interface ContactList {
  contacts: Contact[];
  total: number;
  hasMore: boolean;
  nextCursor: string | null;
}

export interface ContactLimits {
  limit: number | null;
  used: number;
  remaining: number | null;
}

export interface ApiKey {
  id: string;
  name: string;
  /** The key's last four characters. */
  last4: string;
  status: "active" | "expired";
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
}

export interface NewApiKey {
  id: string;
  name: string;
  /** The key's last four characters. */
  last4: string;
  status: "active" | "expired";
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  /** The whole key. It is not stored; keep it safe. */
  key: string;
}

export interface CreateProfileBody {
  name: string;
  title: string;
  company?: string | null;
  bio?: string | null;
  location?: string | null;
  vertical?: string | null;
  headline?: string | null;
  skills?: string[] | null;
  contactEmail?: string | null;
  contactPhone?: string | null;
  showEmail?: boolean | null;
  showPhone?: boolean | null;
}

export interface UpdateProfileBody {
  name?: string;
  title?: string;
  company?: string | null;
  bio?: string | null;
  location?: string | null;
  vertical?: string | null;
  headline?: string | null;
  skills?: string[] | null;
  contactEmail?: string | null;
  contactPhone?: string | null;
  showEmail?: boolean | null;
  showPhone?: boolean | null;
  slug?: string;
  isPublic?: boolean;
  isPrimary?: true;
  socialLinks?: {
    id?: string;
    displayOrder?: number | null;
    platform: "linkedin" | "github" | "gitlab" | "x" | "instagram" | "facebook" | "threads" | "bluesky" | "mastodon" | "youtube" | "tiktok" | "twitch" | "medium" | "substack" | "stackoverflow" | "dribbble" | "behance" | "pinterest" | "whatsapp" | "telegram" | "calendly" | "website" | "other";
    url: string;
    username?: string | null;
  }[] | null;
  workExperiences?: {
    id?: string;
    displayOrder?: number | null;
    jobTitle: string;
    company: string;
    location?: string | null;
    startDate: string;
    endDate?: string | null;
    description?: string | null;
  }[] | null;
  education?: {
    id?: string;
    displayOrder?: number | null;
    institution: string;
    degree?: string | null;
    fieldOfStudy?: string | null;
    startDate?: string | null;
    endDate?: string | null;
    description?: string | null;
  }[] | null;
}

export interface CreatePhotoUploadBody {
  contentType: "image/jpeg" | "image/png";
  /** Bytes, exactly. */
  contentLength: number;
}

export interface SaveContactBody {
  profileId: string;
  source: "qr_scan" | "web" | "mcp";
}

export interface ListContactsQuery {
  limit?: number;
  offset?: number;
  /** `nextCursor` of the page before; not with `offset`. */
  cursor?: string;
}

export interface CreateApiKeyBody {
  name: string;
  expiresAt?: string | null;
}

export interface RotateApiKeyBody {
  overlapSeconds?: number;
}

export interface AddSocialLinkBody {
  displayOrder?: number | null;
  platform: "linkedin" | "github" | "gitlab" | "x" | "instagram" | "facebook" | "threads" | "bluesky" | "mastodon" | "youtube" | "tiktok" | "twitch" | "medium" | "substack" | "stackoverflow" | "dribbble" | "behance" | "pinterest" | "whatsapp" | "telegram" | "calendly" | "website" | "other";
  url: string;
  username?: string | null;
}

export interface UpdateSocialLinkBody {
  platform?: "linkedin" | "github" | "gitlab" | "x" | "instagram" | "facebook" | "threads" | "bluesky" | "mastodon" | "youtube" | "tiktok" | "twitch" | "medium" | "substack" | "stackoverflow" | "dribbble" | "behance" | "pinterest" | "whatsapp" | "telegram" | "calendly" | "website" | "other";
  url?: string;
  username?: string | null;
  displayOrder?: number;
}

export interface AddWorkExperienceBody {
  displayOrder?: number | null;
  jobTitle: string;
  company: string;
  location?: string | null;
  startDate: string;
  endDate?: string | null;
  description?: string | null;
}

export interface UpdateWorkExperienceBody {
  jobTitle?: string;
  company?: string;
  location?: string | null;
  startDate?: string;
  endDate?: string | null;
  description?: string | null;
  displayOrder?: number;
}

export interface AddEducationBody {
  displayOrder?: number | null;
  institution: string;
  degree?: string | null;
  fieldOfStudy?: string | null;
  startDate?: string | null;
  endDate?: string | null;
  description?: string | null;
}

export interface UpdateEducationBody {
  institution?: string;
  degree?: string | null;
  fieldOfStudy?: string | null;
  startDate?: string | null;
  endDate?: string | null;
  description?: string | null;
  displayOrder?: number;
}

export interface GetHealthAnswer {
  status: "ok";
}

export type GetOpenapiAnswer = {
  openapi: string;
  [name: string]: unknown;
};
