// Made from docs/openapi.json by `npm run openapi`. Changes here are lost.

import type { CallOptions, PhotoOptions, ProfileRef, WithPhoto } from "../call-options.ts";
import type { Listing } from "../listing.ts";
import type * as T from "./types.ts";

/** Profiles of the account: make, read, change, publish and delete them. */
export interface ProfilesOperations {
  /**
   * Create a profile.
   *
   * Creates a draft. The account's first profile becomes its primary one. The slug is made from the name.
   *
   * `POST /api/v1/profiles`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  createProfile(body: WithPhoto<T.CreateProfileBody>, options?: PhotoOptions): Promise<T.Profile>;

  /**
   * List your profiles.
   *
   * All profiles of the account: the primary one first, then in order of creation. With `limit` a page of them; follow the `Link` header to the others. Pages hold each profile once, though another may become the primary one meanwhile.
   *
   * `GET /api/v1/profiles/all`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  listProfiles(options?: T.ListProfilesQuery & CallOptions): Listing<T.Profile[], T.Profile>;

  /**
   * Read your primary profile.
   *
   * 404 when the account has no profile. `If-None-Match` is passed over: another profile may have become the primary one.
   *
   * `GET /api/v1/profiles/me`
   *
   * @throws ApiError 404, 409, and what every request may meet
   */
  getPrimaryProfile(options?: CallOptions): Promise<T.Profile>;

  /**
   * Read a public page.
   *
   * A published profile, for anyone. A draft reads as an unknown one; a deleted one that was public is 410, and so is one that was taken down. With `format` the same is a file in a format that others know, under an ETag of its own; contact data is in it only when shown.
   *
   * `GET /api/v1/profiles/p/{identifier}`
   *
   * @throws ApiError 404, 410, 422, and what every request may meet
   */
  getPublicProfile<Form extends keyof T.GetPublicProfileForms>(identifier: string, options: T.GetPublicProfileQuery & CallOptions & { format: Form }): Promise<T.GetPublicProfileForms[Form]>;
  /**
   * Read a public page.
   *
   * A published profile, for anyone. A draft reads as an unknown one; a deleted one that was public is 410, and so is one that was taken down. With `format` the same is a file in a format that others know, under an ETag of its own; contact data is in it only when shown.
   *
   * `GET /api/v1/profiles/p/{identifier}`
   *
   * @throws ApiError 404, 410, 422, and what every request may meet
   */
  getPublicProfile(identifier: string, options?: T.GetPublicProfileQuery & CallOptions & { format?: undefined }): Promise<T.PublicProfile>;

  /**
   * Read a profile.
   *
   * Your own in any state, or another account's published one, then without its private fields and without an ETag.
   *
   * `GET /api/v1/profiles/{profile_id}`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  getProfile(profile: ProfileRef, options?: CallOptions): Promise<T.VisibleProfile>;

  /**
   * Change a profile.
   *
   * A JSON merge patch (RFC 7396): absent fields stay, null and an empty text clear, arrays replace the whole list and their entries keep their `id`. What was read may be sent back whole: read-only fields are taken where they say what is stored, else it is 422. Or a form, to replace the photo. With `If-Match` it applies to that version only.
   *
   * `PATCH /api/v1/profiles/{profile_id}`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  updateProfile(profile: ProfileRef, body: WithPhoto<T.UpdateProfileBody>, options?: PhotoOptions): Promise<T.Profile>;

  /**
   * Delete a profile for good.
   *
   * Gone for every reader at once, with its links, experience, education and photos. The oldest remaining profile becomes the primary one. With `If-Match` it applies to that version only.
   *
   * `DELETE /api/v1/profiles/{profile_id}`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  deleteProfile(profile: ProfileRef, options?: CallOptions): Promise<void>;

  /**
   * Publish a profile.
   *
   * From then on anyone can read it. Publishing a published one changes nothing; `/unpublish` makes it a draft again. With `If-Match` it applies to that version only.
   *
   * `POST /api/v1/profiles/{profile_id}/publish`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  publishProfile(profile: ProfileRef, options?: CallOptions): Promise<T.Profile>;

  /**
   * Unpublish a profile.
   *
   * A draft from the next request on; the same as PATCH `isPublic: false`. Unpublishing a draft changes nothing. With `If-Match` it applies to that version only.
   *
   * `POST /api/v1/profiles/{profile_id}/unpublish`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  unpublishProfile(profile: ProfileRef, options?: CallOptions): Promise<T.Profile>;
}

/** A profile's photo: upload it directly, ask what became of it, remove it. */
export interface PhotosOperations {
  /**
   * Upload a photo of up to 5 MB.
   *
   * Gives an address for one upload straight into the store: `PUT` the file there with the given headers, within ten minutes. It takes exactly the type and length named here, and only once. The photo then becomes the profile's, unless a later request changes the photo first; ask for the outcome at `Location`. An account may send 500 photos a UTC day, in forms or directly, and have ten direct uploads at a time that are not settled: a further one is 429 `too_many_open_uploads`, with `Retry-After`. With `If-Match` it applies to that version only.
   *
   * `POST /api/v1/profiles/{profile_id}/photo-uploads`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  createPhotoUpload(profile: ProfileRef, body: T.CreatePhotoUploadBody, options?: CallOptions): Promise<T.NewPhotoUpload>;

  /**
   * Ask what became of an upload.
   *
   * `pending` until the file has arrived and been looked at, which takes a few seconds; with `waiting` true it has arrived, and its turn comes. `ready`: the profile has the new photo. `rejected`: it keeps the one it had. Known for 24 hours.
   *
   * `GET /api/v1/profiles/{profile_id}/photo-uploads/{upload_id}`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  getPhotoUpload(profile: ProfileRef, uploadId: string, options?: CallOptions): Promise<T.PhotoUpload>;

  /**
   * Remove the photo.
   *
   * An upload asked for before this no longer becomes the photo. With `If-Match` it applies to that version only.
   *
   * `DELETE /api/v1/profiles/{profile_id}/photo`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  deletePhoto(profile: ProfileRef, options?: CallOptions): Promise<void>;
}

/** Profiles that leave, and come in, in formats that others know. */
export interface ExchangeOperations {
  /**
   * Make a profile of a document.
   *
   * Makes a draft of a CV: a JSON Resume, a vCard, LinkedIn's archive, or an export of this API. It is seen whole or not at all. The answer lists what was taken, what was changed and why, and what was left. A name is needed; without a title it is that of the newest job. With `dryRun=true` nothing is written: the answer tells what would be made, but for the picture, and the slug where that is taken.
   *
   * `POST /api/v1/profiles/import`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  importProfile(body: T.ImportProfileBody | Blob, options?: T.ImportProfileQuery & CallOptions): Promise<T.Import>;

  /**
   * Bring a document into a profile.
   *
   * Changes a profile to what a document says, in one step. `merge`: what the document has wins, field by field; of lists, what is new is added, and what is there is brought up to date. `replace`: the profile becomes what the document says, and what that lacks is cleared. Neither touches the slug, or who sees the profile; name, title, photo, `showEmail`, `showPhone` and `mcpDiscoverable` stay where the document has none. At most 90 entries can change. With `dryRun=true` nothing is written, and with `If-Match` it applies to that version only.
   *
   * `POST /api/v1/profiles/{profile_id}/import`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  importIntoProfile(profile: ProfileRef, body: T.ImportIntoProfileBody | Blob, options?: T.ImportIntoProfileQuery & CallOptions): Promise<T.Import>;

  /**
   * Take a profile along.
   *
   * One of your own profiles as a file, with what only you see of it, such as contact data that is not shown. Our own format (`json`) holds all that one writes, and the photo; the others hold what they have a place for, and `X-Profile-Not-Exported` names the rest.
   *
   * `GET /api/v1/profiles/{profile_id}/export`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  exportProfile<Form extends keyof T.ExportProfileForms>(profile: ProfileRef, options: T.ExportProfileQuery & CallOptions & { format: Form }): Promise<T.ExportProfileForms[Form]>;
  /**
   * Take a profile along.
   *
   * One of your own profiles as a file, with what only you see of it, such as contact data that is not shown. Our own format (`json`) holds all that one writes, and the photo; the others hold what they have a place for, and `X-Profile-Not-Exported` names the rest.
   *
   * `GET /api/v1/profiles/{profile_id}/export`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  exportProfile(profile: ProfileRef, options?: T.ExportProfileQuery & CallOptions & { format?: undefined }): Promise<T.ProfileDocument>;
}

/** Profiles that the account saved, the scans of its own, and vCards. */
export interface ContactsOperations {
  /**
   * Save a published profile as a contact.
   *
   * Saving a profile again changes nothing and answers the contact there is. The account's plan limits how many there may be: 409 `contact_limit_reached`.
   *
   * `POST /api/v1/contacts`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  saveContact(body: T.SaveContactBody, options?: CallOptions): Promise<T.Contact>;

  /**
   * List contacts.
   *
   * Newest first, each as its profile is now. An unpublished profile has the notice "Profile not available", a deleted one "Profile removed". `offset` reaches the first 1,000; `cursor` all.
   *
   * `GET /api/v1/contacts`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  listContacts(options?: T.ListContactsQuery & CallOptions): Listing<T.ContactList, T.Contact>;

  /**
   * See how many contacts there may be.
   *
   * By the account's plan. `limit` and `remaining` are null for no limit.
   *
   * `GET /api/v1/contacts/limits`
   *
   * @throws ApiError 404, 409, and what every request may meet
   */
  getContactLimits(options?: CallOptions): Promise<T.ContactLimits>;

  /**
   * Read a contact.
   *
   * As its profile is now. An unpublished profile has the notice "Profile not available", a deleted one "Profile removed".
   *
   * `GET /api/v1/contacts/{contact_id}`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  getContact(contactId: string, options?: CallOptions): Promise<T.Contact>;

  /**
   * Delete a contact.
   *
   * The profile may be saved again afterwards.
   *
   * `DELETE /api/v1/contacts/{contact_id}`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  deleteContact(contactId: string, options?: CallOptions): Promise<void>;

  /**
   * Record that a profile was scanned.
   *
   * An event of a published profile, for its owner, who is not told by whom. A profile takes 5,000 a UTC day, and a caller may send 1,000: 429 `daily_scan_limit_exceeded`.
   *
   * `POST /api/v1/contacts/scans`
   *
   * @throws ApiError 404, 409, 410, 422, and what every request may meet
   */
  recordScan(body: T.RecordScanBody, options?: CallOptions): Promise<T.Scan>;

  /**
   * List recent scans of your profiles.
   *
   * Of the last 30 days, newest first, without who scanned.
   *
   * `GET /api/v1/contacts/scans`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  listScans(options?: T.ListScansQuery & CallOptions): Listing<T.ScanList, T.Scan>;

  /**
   * Save a published profile to a phone.
   *
   * A vCard 3.0 (RFC 2426), which every phone takes, or 4.0 (RFC 6350) with `version=4.0`. `contact_id` is the id of a profile here. The photo stands in the card, at most 256 pixels a side, and all of it then has at most 40,000 bytes; where that cannot be, its address does. E-mail address and phone number are in it only when their owner shows them.
   *
   * `GET /api/v1/contacts/{contact_id}/vcf`
   *
   * @throws ApiError 404, 410, 422, and what every request may meet
   */
  getVcard(contactId: string, options?: T.GetVcardQuery & CallOptions): Promise<string>;
}

/** What assistants read, in the shapes that published MCP servers expect. */
export interface McpOperations {
  /**
   * How often a profile was looked at.
   *
   * Views of the public page and the vCard, scans and saves of the last UTC days. Robots, and requests for the headers alone, are not counted. A view is in it within seconds as a rule; of many within one second, some are counted only with a later one, or never. 404 `analytics_off` where the operator has turned counting off.
   *
   * `GET /api/v1/mcp/analytics-summary`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  getAnalyticsSummary(options?: T.GetAnalyticsSummaryQuery & CallOptions): Promise<T.AnalyticsSummary>;

  /**
   * Read your primary profile, for an assistant.
   *
   * What MCP servers show of it. 404 when the account has no profile.
   *
   * `GET /api/v1/mcp/profile`
   *
   * @throws ApiError 404, 409, and what every request may meet
   */
  getMcpProfile(options?: CallOptions): Promise<T.McpProfile>;

  /**
   * List contacts, for an assistant.
   *
   * Newest first, each as its profile is now, with what its owner shows of e-mail, phone and links. An offset may be at most 5,000 where there are more contacts behind it (422); `GET /contacts` has a cursor for all.
   *
   * `GET /api/v1/mcp/contacts`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  listMcpContacts(options?: T.ListMcpContactsQuery & CallOptions): Listing<T.McpContactList, T.McpContact>;

  /**
   * Read a contact, for an assistant.
   *
   * As its profile is now, with what its owner shows of e-mail, phone and links.
   *
   * `GET /api/v1/mcp/contacts/{contact_id}`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  getMcpContact(contactId: string, options?: CallOptions): Promise<T.McpContact>;
}

/** Visitors who left their details with one of the account's profiles. */
export interface LeadsOperations {
  /**
   * Leave a visitor's details with a profile's owner.
   *
   * The visitor's own name and e-mail address become a lead of the profile's owner, with when and to what they agreed. The same visitor is one lead, and the answer is the same. A profile takes 500 a UTC day, of one caller 20; a caller may send 500 in all: 429 `daily_lead_limit_exceeded`.
   *
   * `POST /api/v1/public/save-contact`
   *
   * @throws ApiError 404, 409, 410, 422, and what every request may meet
   */
  saveLead(body: T.SaveLeadBody, options?: CallOptions): Promise<T.SavedLead>;

  /**
   * List the leads of your profiles.
   *
   * Visitors who left their details, newest first. They go with the profile they were left at, and after 365 days unless the service is set up otherwise.
   *
   * `GET /api/v1/leads`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  listLeads(options?: T.ListLeadsQuery & CallOptions): Listing<T.LeadList, T.Lead>;

  /**
   * Delete a lead.
   *
   * For good. The visitor may leave their details again.
   *
   * `DELETE /api/v1/leads/{lead_id}`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  deleteLead(leadId: string, options?: CallOptions): Promise<void>;
}

/** Search of the published profiles that want to be found. */
export interface DirectoryOperations {
  /**
   * Search the directory.
   *
   * Published profiles that are discoverable, as they are now. Every word must be found, in any order, whatever case, accents or script it is written in; the last word of each field may be half typed, and one wrong letter in a word of five is looked past when nothing else is found. Names come before titles, titles before companies, whole words before beginnings, then fuller profiles. At most 8 words; single letters and particles are not needed. A search reads a bounded part of the directory: `nextCursor` goes on from there, and `totalIsExact` says whether `total` is all. Searches an hour are limited by plan (free 20, startup 200, business 1,000), 200 with JWTs; the `X-RateLimit` headers tell of them.
   *
   * `GET /api/v1/public/directory/search`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  searchDirectory(options?: T.SearchDirectoryQuery & CallOptions): Listing<T.DirectoryPage, T.DirectoryResult>;

  /**
   * Search the directory, asked in a body.
   *
   * Published profiles that are discoverable, as they are now. Every word must be found, in any order, whatever case, accents or script it is written in; the last word of each field may be half typed, and one wrong letter in a word of five is looked past when nothing else is found. Names come before titles, titles before companies, whole words before beginnings, then fuller profiles. At most 8 words; single letters and particles are not needed. A search reads a bounded part of the directory: `nextCursor` goes on from there, and `totalIsExact` says whether `total` is all. Searches an hour are limited by plan (free 20, startup 200, business 1,000), 200 with JWTs; the `X-RateLimit` headers tell of them. Under an `Idempotency-Key` no answer is kept: a repeated search is carried out again.
   *
   * `POST /api/v1/public/directory/search`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  postDirectorySearch(body: T.PostDirectorySearchBody, options?: CallOptions): Listing<T.DirectoryPage, T.DirectoryResult>;
}

/** Keys for programs that act for the account. They take a JWT to manage. */
export interface ApiKeysOperations {
  /**
   * Issue an API key.
   *
   * For a partner's server, which then acts for the account under its usage plan. The key is in this answer and nowhere else. An account has at most 20.
   *
   * `POST /api/v1/api-keys`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  createApiKey(body: T.CreateApiKeyBody, options?: CallOptions): Promise<T.NewApiKey>;

  /**
   * List your API keys.
   *
   * In the order they were issued, without their secrets.
   *
   * `GET /api/v1/api-keys`, item by item with `for await`
   *
   * @throws ApiError 404, 409, and what every request may meet
   */
  listApiKeys(options?: CallOptions): Listing<T.ApiKey[], T.ApiKey>;

  /**
   * Revoke an API key.
   *
   * It fails from the next request on.
   *
   * `DELETE /api/v1/api-keys/{key_id}`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  deleteApiKey(keyId: string, options?: CallOptions): Promise<void>;

  /**
   * Give an API key another secret.
   *
   * The former secret stays good for the overlap, 24 hours unless told otherwise, so that servers can be changed over without a gap. Overlaps that run go on beside it, so that a rotation whose answer was lost can be made again; at most two former secrets are good at a time, and then it is 409 `api_key_overlaps_running`. A key that has expired cannot be rotated: 409 `api_key_expired`. With `overlapSeconds` 0 all former secrets end at once. With an `Idempotency-Key` the repeated request is the same rotation.
   *
   * `POST /api/v1/api-keys/{key_id}/rotate`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  rotateApiKey(keyId: string, body?: T.RotateApiKeyBody, options?: CallOptions): Promise<T.NewApiKey>;
}

/** The account as a whole: everything that is stored of it as an archive, and its erasure. */
export interface AccountOperations {
  /**
   * Erase the account.
   *
   * For good, with everything of it: profiles with their entries and photos, contacts, leads, scans, API keys, archives and counters. By the time of the answer nobody can read any of it. The rest is removed within a minute or so; until then every request of the account is 409 `account_being_erased`, and afterwards whoever has it may begin anew. Quote the `id` to the operator, who can tell what went and when: the receipt is kept for 400 days, and says of no one whose it was. Addresses that people knew stay kept for 30 days, for nobody. Once a UTC day: 429 `daily_erasure_limit_exceeded`. What the account's person has left at profiles of others is theirs, and stays.
   *
   * `DELETE /api/v1/account`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  eraseAccount(options: T.EraseAccountQuery & CallOptions): Promise<T.Erasure>;

  /**
   * Ask for everything of the account.
   *
   * Has an archive made of all that is stored of the account, a ZIP of JSON files and photos, which takes some seconds to a minute: ask for it at `Location`. Once a UTC day. An API key will not do.
   *
   * `POST /api/v1/account/export`
   *
   * @throws ApiError 404, 409, and what every request may meet
   */
  createAccountExport(options?: CallOptions): Promise<T.NewAccountExport>;

  /**
   * Ask what became of an export.
   *
   * `pending` while it is being made. `ready`: the archive is at `url`, which anyone who knows it can read for an hour; ask again for a new one, for 24 hours. `failed`: ask for another export. An API key will not do.
   *
   * `GET /api/v1/account/export/{export_id}`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  getAccountExport(exportId: string, options?: CallOptions): Promise<T.AccountExport>;
}

/** Entries of a profile, one by one: links, jobs, and schools. */
export interface SectionsOperations {
  /**
   * List social links.
   *
   * By `displayOrder`, then the newest start first. Your own profiles only.
   *
   * `GET /api/v1/profiles/{profile_id}/social-links`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  listSocialLinks(profile: ProfileRef, options?: CallOptions): Listing<T.SocialLink[], T.SocialLink>;

  /**
   * Add a social link.
   *
   * At the end, unless `displayOrder` gives it another place. A section has at most 50 entries. With `If-Match` it applies to that version of the profile only.
   *
   * `POST /api/v1/profiles/{profile_id}/social-links`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  addSocialLink(profile: ProfileRef, body: T.AddSocialLinkBody, options?: CallOptions): Promise<T.SocialLink>;

  /**
   * Change a social link.
   *
   * A JSON merge patch (RFC 7396): absent fields stay, null clears. With `If-Match` it applies to that version of the profile only.
   *
   * `PATCH /api/v1/profiles/{profile_id}/social-links/{entry_id}`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  updateSocialLink(profile: ProfileRef, entryId: string, body: T.UpdateSocialLinkBody, options?: CallOptions): Promise<T.SocialLink>;

  /**
   * Delete a social link.
   *
   * With `If-Match` it applies to that version of the profile only.
   *
   * `DELETE /api/v1/profiles/{profile_id}/social-links/{entry_id}`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  deleteSocialLink(profile: ProfileRef, entryId: string, options?: CallOptions): Promise<void>;

  /**
   * List work experiences.
   *
   * By `displayOrder`, then the newest start first. Your own profiles only.
   *
   * `GET /api/v1/profiles/{profile_id}/work-experiences`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  listWorkExperiences(profile: ProfileRef, options?: CallOptions): Listing<T.WorkExperience[], T.WorkExperience>;

  /**
   * Add a work experience.
   *
   * At the end, unless `displayOrder` gives it another place. A section has at most 50 entries. With `If-Match` it applies to that version of the profile only.
   *
   * `POST /api/v1/profiles/{profile_id}/work-experiences`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  addWorkExperience(profile: ProfileRef, body: T.AddWorkExperienceBody, options?: CallOptions): Promise<T.WorkExperience>;

  /**
   * Change a work experience.
   *
   * A JSON merge patch (RFC 7396): absent fields stay, null clears. With `If-Match` it applies to that version of the profile only.
   *
   * `PATCH /api/v1/profiles/{profile_id}/work-experiences/{entry_id}`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  updateWorkExperience(profile: ProfileRef, entryId: string, body: T.UpdateWorkExperienceBody, options?: CallOptions): Promise<T.WorkExperience>;

  /**
   * Delete a work experience.
   *
   * With `If-Match` it applies to that version of the profile only.
   *
   * `DELETE /api/v1/profiles/{profile_id}/work-experiences/{entry_id}`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  deleteWorkExperience(profile: ProfileRef, entryId: string, options?: CallOptions): Promise<void>;

  /**
   * List education.
   *
   * By `displayOrder`, then the newest start first. Your own profiles only.
   *
   * `GET /api/v1/profiles/{profile_id}/education`, item by item with `for await`
   *
   * @throws ApiError 404, 409, 422, and what every request may meet
   */
  listEducation(profile: ProfileRef, options?: CallOptions): Listing<T.Education[], T.Education>;

  /**
   * Add an education.
   *
   * At the end, unless `displayOrder` gives it another place. A section has at most 50 entries. With `If-Match` it applies to that version of the profile only.
   *
   * `POST /api/v1/profiles/{profile_id}/education`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  addEducation(profile: ProfileRef, body: T.AddEducationBody, options?: CallOptions): Promise<T.Education>;

  /**
   * Change an education.
   *
   * A JSON merge patch (RFC 7396): absent fields stay, null clears. With `If-Match` it applies to that version of the profile only.
   *
   * `PATCH /api/v1/profiles/{profile_id}/education/{entry_id}`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  updateEducation(profile: ProfileRef, entryId: string, body: T.UpdateEducationBody, options?: CallOptions): Promise<T.Education>;

  /**
   * Delete an education.
   *
   * With `If-Match` it applies to that version of the profile only.
   *
   * `DELETE /api/v1/profiles/{profile_id}/education/{entry_id}`
   *
   * @throws ApiError 404, 409, 412, 422, and what every request may meet
   */
  deleteEducation(profile: ProfileRef, entryId: string, options?: CallOptions): Promise<void>;
}

/** Pages and pictures for people, without a credential. */
export interface PagesOperations {
  /**
   * Show a profile to people.
   *
   * A published profile as a page, without a script: what a QR code, a vCard and a search engine lead to. Its errors are pages as well. A draft reads as an unknown one; a deleted one that was public is 410, and so is one that was taken down.
   *
   * `GET /p/{identifier}`
   *
   * @throws ApiError 404, 410, and what every request may meet
   */
  getProfilePage(identifier: string, options?: T.GetProfilePageQuery & CallOptions): Promise<string>;

  /**
   * Draw the QR code of a page.
   *
   * Leads to the page of a published profile, with `?source=qr_scan`. It names the profile by its id: a printed code leads on whatever the slug becomes. Error correction M, with a quiet zone of at least four modules. An SVG, or a PNG with `format=png`.
   *
   * `GET /api/v1/profiles/p/{identifier}/qr`
   *
   * @throws ApiError 404, 410, 422, and what every request may meet
   */
  getProfileQr(identifier: string, options?: T.GetProfileQrQuery & CallOptions): Promise<Blob>;

  /**
   * Show what this is.
   *
   * A page for people who open the address of the API. Touches no data.
   *
   * `GET /`
   *
   * @throws ApiError 404, and what every request may meet
   */
  getHome(options?: CallOptions): Promise<string>;

  /**
   * Show the reference.
   *
   * How to begin, and what holds for every operation, as a page without a script. It leads to a page for each resource. Touches no data.
   *
   * `GET /docs`
   *
   * @throws ApiError 404, and what every request may meet
   */
  getDocs(options?: CallOptions): Promise<string>;

  /**
   * Show a page of the reference.
   *
   * A resource with its operations, the page to try them on (`try`), this document (`openapi.json`), the typed client for `npm install` (`client.tgz`), or what these pages load. An unknown one is a page as well. Touches no data.
   *
   * `GET /docs/{file}`
   *
   * @throws ApiError 404, and what every request may meet
   */
  getDocsFile(file: string, options?: CallOptions): Promise<string>;
}

/** Whether the API answers, and this document. */
export interface SystemOperations {
  /**
   * Tell that the API answers.
   *
   * Touches no data.
   *
   * `GET /health`
   *
   * @throws ApiError 404, and what every request may meet
   */
  getHealth(options?: CallOptions): Promise<T.Health>;

  /**
   * Read this document.
   *
   * The OpenAPI 3.1 description of every endpoint.
   *
   * `GET /openapi.json`
   *
   * @throws ApiError 404, and what every request may meet
   */
  getOpenapi(options?: CallOptions): Promise<T.OpenapiDocument>;
}

/** Every operation of the API, by what it is about. */
export interface Resources {
  readonly profiles: ProfilesOperations;
  readonly photos: PhotosOperations;
  readonly exchange: ExchangeOperations;
  readonly contacts: ContactsOperations;
  readonly mcp: McpOperations;
  readonly leads: LeadsOperations;
  readonly directory: DirectoryOperations;
  readonly apiKeys: ApiKeysOperations;
  readonly account: AccountOperations;
  readonly sections: SectionsOperations;
  readonly pages: PagesOperations;
  readonly system: SystemOperations;
}
