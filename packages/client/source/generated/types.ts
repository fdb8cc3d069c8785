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
  showEmail: boolean;
  showPhone: boolean;
  isPrimary: boolean;
  version: number;
  /** Whether the profile, once published, is found in the directory. */
  mcpDiscoverable: boolean;
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
  showEmail: boolean;
  showPhone: boolean;
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
  showEmail: boolean;
  showPhone: boolean;
  /** The same as `workExperiences`. */
  workExperience: WorkExperience[];
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

export interface SocialLink {
  id: string;
  platform: string;
  url: string;
  username: string;
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

export interface Scan {
  id: string;
  profileId: string;
  source: "qr_scan" | "web" | "mcp";
  scannedAt: string;
}

export interface LeadList {
  leads: {
    id: string;
    profileId: string;
    name: string;
    email: string;
    consentedAt: string;
    /** The words that the visitor agreed to. */
    consent: {
      version: string;
      text: string;
    };
  }[];
  nextCursor: string | null;
}

export interface McpProfile {
  id: string;
  slug: string;
  name: string;
  title: string;
  company: string;
  bio: string;
  location: string;
  contactEmail: string | null;
  contactPhone: string | null;
  isPublic: boolean;
  mcpDiscoverable: boolean;
  socialLinks: {
    id: string;
    platform: string;
    username: string;
    url: string;
    /** The same as `url`. */
    full_url: string;
    display_order: number;
  }[];
  skills: {
    name: string;
  }[];
}

export interface McpContact {
  id: string;
  profileId: string;
  /** Always null: nobody is told whose a profile is. */
  userId: null;
  /** This and the next two are `""` while the profile is not available. */
  name: string;
  title: string;
  company: string;
  email: string | null;
  phone: string | null;
  /** The first ones. */
  socialLinks: {
    platform: string;
    url: string;
    username: string;
    /** The same as `url`. */
    full_url: string;
  }[];
  profileAvailable: boolean;
}

export interface McpContactList {
  contacts: McpContact[];
  total: number;
  hasMore: boolean;
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
  mcpDiscoverable?: boolean | null;
}

export interface ListProfilesQuery {
  limit?: number;
  /** Part of the address of the next page, which the `Link` header tells. */
  cursor?: string;
}

export interface GetPublicProfileQuery {
  /** Where the link was: `web`, `qr_scan` (the view is a scan) or `mcp` (a program that shows the page to somebody). Anything else counts as `web`. */
  source?: string;
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
  mcpDiscoverable?: boolean | null;
  slug?: string;
  isPublic?: boolean;
  isPrimary?: boolean;
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
  socialLinks?: {
    id?: string;
    displayOrder?: number | null;
    platform: "linkedin" | "github" | "gitlab" | "x" | "instagram" | "facebook" | "threads" | "bluesky" | "mastodon" | "youtube" | "tiktok" | "twitch" | "medium" | "substack" | "stackoverflow" | "dribbble" | "behance" | "pinterest" | "whatsapp" | "telegram" | "calendly" | "website" | "other";
    url: string;
    username?: string | null;
  }[] | null;
  /** As it was read; another value is refused. */
  id?: unknown;
  /** As it was read; another value is refused. */
  photoUrl?: unknown;
  /** As it was read; another value is refused. */
  photo?: unknown;
  /** As it was read; another value is refused. */
  createdAt?: unknown;
  /** As it was read; another value is refused. */
  updatedAt?: unknown;
  /** As it was read; another value is refused. */
  version?: unknown;
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

export interface RecordScanBody {
  profileId: string;
  source: "qr_scan" | "web" | "mcp";
}

export interface ListScansQuery {
  limit?: number;
}

export interface ListScansAnswer {
  scans: {
    id: string;
    profileId: string;
    source: "qr_scan" | "web" | "mcp";
    scannedAt: string;
  }[];
}

export interface GetAnalyticsSummaryQuery {
  days?: number;
  /** One of your own; else the primary one. */
  profileId?: string;
}

export interface GetAnalyticsSummaryAnswer {
  profileId: string;
  /** UTC days, today's included. */
  periodDays: number;
  /** Of the public page and the vCard. */
  totalViews: number;
  /** Sum of each day's viewers, for nobody is known again on the next day. Exact up to 256 a day; beyond, a day is 8 % off as a rule. */
  uniqueViewers: number;
  /** Views of the page with `source=qr_scan`, and scans that were recorded. */
  qrScans: number;
  /** How often it was saved as a contact. */
  savedCount: number;
  /** During the last 7 UTC days, whatever the period. */
  viewsThisWeek: number;
  /** During the last 7 UTC days, whatever the period. */
  qrScansThisWeek: number;
  /** The views by where they came from. */
  bySource: {
    web: number;
    qr_scan: number;
    mcp: number;
    vcard: number;
  };
}

export interface SaveLeadBody {
  /** The id or the slug of a published profile. */
  profile_id: string;
  name: string;
  email: string;
  /** The visitor was shown this and agreed: "I agree that my name and e-mail address are given to the owner of this profile, who may use them to contact me, until they are deleted or have been kept for as long as this service keeps them." */
  tos_consent: true;
}

export interface SaveLeadAnswer {
  contactSaved: true;
}

export interface ListLeadsQuery {
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

export interface ListMcpContactsQuery {
  limit?: number;
  offset?: number;
}

export interface SearchDirectoryQuery {
  query?: string;
  role?: string;
  location?: string;
  vertical?: string;
  /** `nextCursor` of the page before, with everything else as it was there. */
  cursor?: string;
  limit?: number;
}

export interface SearchDirectoryAnswer {
  results: {
    name: string;
    /** Of the public page: GET /profiles/p/{slug}. */
    slug: string;
    title: string;
    company: string;
    /** Address of the photo, or `""`. */
    photoUrl: string;
    location: string;
    /** What this profile acts as: its vertical, else its title. */
    activeIdentities: string[];
  }[];
  /** How many were found so far. */
  total: number;
  /** Whether every match was looked at, and `total` is all. */
  totalIsExact: boolean;
  nextCursor: string | null;
}

export interface PostDirectorySearchBody {
  query?: string;
  role?: string;
  location?: string;
  vertical?: string;
  /** `nextCursor` of the page before, with everything else as it was there. */
  cursor?: string;
  limit?: number;
}

export interface PostDirectorySearchAnswer {
  results: {
    name: string;
    /** Of the public page: GET /profiles/p/{slug}. */
    slug: string;
    title: string;
    company: string;
    /** Address of the photo, or `""`. */
    photoUrl: string;
    location: string;
    /** What this profile acts as: its vertical, else its title. */
    activeIdentities: string[];
  }[];
  /** How many were found so far. */
  total: number;
  /** Whether every match was looked at, and `total` is all. */
  totalIsExact: boolean;
  nextCursor: string | null;
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
  id?: string;
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
  id?: string;
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
  id?: string;
}

export interface GetProfilePageQuery {
  /** Where the link was: `web`, `qr_scan` (the view is a scan) or `mcp` (a program that shows the page to somebody). Anything else counts as `web`. */
  source?: string;
}

export interface GetProfileQrQuery {
  /** The kind of picture. */
  format?: "svg" | "png";
  /** Pixels a side, the quiet zone included. */
  size?: number;
}

export interface GetHealthAnswer {
  status: "ok";
}

export type GetOpenapiAnswer = {
  openapi: string;
  [name: string]: unknown;
};
