import { createProfile } from "../../../shared/domain/profile/create-profile.ts";
import { deleteProfile } from "../../../shared/domain/profile/delete-profile.ts";
import { listProfiles } from "../../../shared/domain/profile/list-profiles.ts";
import { getProfile } from "../../../shared/domain/profile/read-profiles.ts";
import { updateProfile } from "../../../shared/domain/profile/update-profile.ts";
import { etag } from "../../../shared/http/conditional.ts";
import { validate } from "../../../shared/http/validate.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { ownerView, visitorView } from "../../../shared/model/profile/profile-view.ts";
import { READ_ONLY_FIELDS } from "../../../shared/model/profile/read-only-fields.ts";
import { UpdateProfileInput } from "../../../shared/model/profile/update-profile-input.ts";
import { ProfileParams } from "../../../shared/routes/profiles/profile-params.ts";
import { settings } from "../../../shared/settings.ts";
import type { Answer } from "./answer.ts";
import { type ProfileForm, readProfileForm } from "./profile-form.ts";

/** Where callers reach the service; this API is told by its gateway. */
const PUBLIC_ADDRESS = "https://api.example";

/** Where the service is mounted. */
export const PROFILES_PATH = "/api/v1/profiles";

/** Media types of a new profile, and of a change. */
export const FORM_TYPES = ["multipart/form-data"];
/** Media types of a change. */
export const JSON_TYPES = ["application/json", "application/merge-patch+json"];

/** The account's new profile, from a form. @throws Problem 409, 413, 422 */
export async function create(account: string, form: ProfileForm): Promise<Answer> {
  const { input, photo } = readProfileForm(form);
  const profile = await createProfile(account, input, {
    photo,
    limit: settings.profilesPerAccount,
  });
  const address = `${PUBLIC_ADDRESS}${PROFILES_PATH}/${profile.id}`;
  return owned(profile, 201, { Location: address });
}

/** Every profile of the account. */
export async function list(account: string): Promise<Answer> {
  const { profiles } = await listProfiles(account);
  return {
    status: 200,
    headers: {},
    body: profiles.map(view),
  };
}

/** @throws Problem 404, 422 */
export async function read(account: string, id: string): Promise<Answer> {
  const profile = await getProfile(account, profileId(id));
  return profile.owner === account
    ? owned(profile, 200)
    : { status: 200, headers: {}, body: visitorView(profile, settings.photoBaseUrl) };
}

/** @param body parsed JSON @throws Problem 404, 409, 422 */
export async function change(account: string, id: string, body: unknown): Promise<Answer> {
  const target = profileId(id);
  const input = validate(UpdateProfileInput, body, "body", READ_ONLY_FIELDS);
  return owned(await updateProfile(account, target, input, { view }), 200);
}

/** @throws Problem 404, 422 */
export async function remove(account: string, id: string): Promise<Answer> {
  await deleteProfile(account, profileId(id), undefined);
  return { status: 204, headers: {} };
}

function profileId(id: string): string {
  return validate(ProfileParams, { profile_id: id }, "path").profile_id;
}

function view(profile: Profile) {
  return ownerView(profile, settings.photoBaseUrl);
}

function owned(profile: Profile, status: number, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { ETag: etag(profile.version), ...headers },
    body: view(profile),
  };
}
