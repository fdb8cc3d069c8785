/** What a status means, what to do, and the codes it comes with. */
export interface ErrorWords {
  readonly status: number;
  readonly title: string;
  readonly toDo: string;
  /** What to do about each code, where that says more. */
  readonly codes: Readonly<Record<string, string>>;
}

/** Every error that a caller can get. A test holds the codes against those in the sources. */
export const ERRORS: readonly ErrorWords[] = [
  {
    status: 400,
    title: "The request cannot be read",
    toDo: "Correct how the body is written; sending it again changes nothing.",
    codes: {
      malformed_request:
        "The gateway could not read the request: look at its headers and encoding.",
      request_refused:
        "The gateway refused the request, whatever the status: check method, path and headers.",
      malformed_json: "The body is not JSON, though it says so.",
      malformed_form:
        "Let your HTTP library make the form and its `Content-Type` with the boundary.",
      wrong_encoding: "Write the text in UTF-8.",
      empty_body: "Send the document as the body; with curl by `--data-binary @file`.",
    },
  },
  {
    status: 401,
    title: "No credential, or none that is good",
    toDo: 'Send a token or an API key. With `WWW-Authenticate: Bearer error="invalid_token"` there was one that is expired, revoked or not meant for this API: get a new one.',
    codes: { unauthorized: "The same for every reason, so that nobody can try credentials out." },
  },
  {
    status: 403,
    title: "Known, but not allowed",
    toDo: "Use a credential that may do this.",
    codes: {
      jwt_required: "API keys cannot manage API keys, nor erase the account: use a token.",
      forbidden: "This credential may not do this.",
      account_suspended:
        "Nothing can be done in the account's name, by whatever credential: ask whoever runs the service.",
    },
  },
  {
    status: 404,
    title: "Unknown, or somebody else's",
    toDo: "Check the id, and whose credential it is. What belongs to another account reads just as what was never there.",
    codes: {
      not_found: "No such endpoint: check method and path.",
      profile_not_found: "No such profile, a draft of others, or one of another account.",
      entry_not_found: "No such entry in this list of the profile.",
      photo_upload_not_found: "The upload is unknown or too old: ask for a new one.",
      contact_not_found: "No such contact among yours.",
      lead_not_found: "No such lead among yours.",
      api_key_not_found: "No such key among yours.",
      account_export_not_found: "No such export of yours, or it is over: each is there for a day.",
      analytics_off: "This service does not count views.",
    },
  },
  {
    status: 409,
    title: "Against what is there now",
    toDo: "Read what is there, decide, and send again if it still makes sense.",
    codes: {
      concurrent_change:
        "Others changed it at the same moment, and nothing was written: send it again.",
      slug_taken: "Choose another slug.",
      slug_unavailable: "No free slug was found: send it again, or give one.",
      profile_limit_reached: "The account has all the profiles it may have: delete one.",
      created_profile_removed:
        "The profile that this key made was deleted since: use a new `Idempotency-Key`.",
      entry_limit_reached: "The list is full: delete an entry.",
      contact_limit_reached: "The plan's contacts are used up: delete some, or get a larger plan.",
      api_key_limit_reached: "Delete a key that nobody uses.",
      api_key_overlaps_running:
        "Two former secrets are still valid: wait, or rotate with `overlapSeconds` 0.",
      api_key_expired: "Create another key: one that has expired stays so.",
      upload_settled: "The upload was used before: ask for a new one.",
      account_being_erased:
        "The account is being erased, as was asked for. When that is finished it can begin anew.",
      idempotency_in_progress:
        "The first request under this `Idempotency-Key` still runs: wait, and send it again.",
    },
  },
  {
    status: 410,
    title: "Removed",
    toDo: "Forget what you kept of it, and show it no more.",
    codes: {
      profile_removed:
        "Its owner has deleted a profile that people could see. It will not come back.",
      profile_taken_down:
        "Whoever runs the service has taken the profile down; the code after the colon says why. It may be restored.",
    },
  },
  {
    status: 412,
    title: "Changed since you read it",
    toDo: "Read it again, make your change to that, and send it with the new `ETag` in `If-Match`.",
    codes: { version_mismatch: "`If-Match` names another version than the present one." },
  },
  {
    status: 413,
    title: "Too large",
    toDo: "Send less. A photo of more than about 4 MB goes straight to the store: see [Photos]({{base}}/docs/photos).",
    codes: {
      body_too_large: "The whole request is too large.",
      field_too_large: "One field of the form is too long.",
      archive_too_large:
        "Send a ZIP of `Profile.csv`, `Positions.csv`, `Education.csv` and the like, without the rest.",
      photo_too_large:
        "Photos have at most 5 MB and 25 megapixels; 52 for a JPEG as cameras write it.",
    },
  },
  {
    status: 415,
    title: "Not in this form",
    toDo: "Set `Content-Type` to what the operation takes.",
    codes: {
      unsupported_media_type: "The operation lists what it takes.",
      unsupported_content_encoding: "Send the body uncompressed.",
    },
  },
  {
    status: 422,
    title: "Understood, but not valid",
    toDo: "Show people what is wrong beside each field. `detail` is a list: `loc` says where, `msg` what in a sentence, `type` the same for a program.",
    codes: {
      validation_error: "One or more fields break a rule; all of them are listed.",
      unreadable_resume: "Send one JSON Resume, as an object.",
      unreadable_document: "Export the profile again: its document is not whole.",
      unreadable_vcard: "Send one vCard, from `BEGIN:VCARD` to `END:VCARD`.",
      unreadable_archive: "Send the ZIP as it was given to you, whole and without a password.",
      unknown_version: "Write the document in a version that the message names.",
      several_cards: "Send the cards one by one.",
      archive_without_profile: "Send the archive that LinkedIn gives, and not one around it.",
      idempotency_key_reused:
        "This `Idempotency-Key` came with another request before: use a new one.",
    },
  },
  {
    status: 429,
    title: "Over a limit",
    toDo: "Wait as many seconds as `Retry-After` says, then send it again: it was not carried out.",
    codes: {
      daily_limit_exceeded:
        "The plan's requests of a UTC day, or what may be left at one profile, are used up.",
      hourly_limit_exceeded: "The plan's searches of an hour are used up.",
      daily_upload_limit_exceeded: "Too many photos today.",
      too_many_open_uploads: "The account has as many direct uploads under way as it may.",
      daily_slug_limit_exceeded: "Too many slugs were made public today.",
      daily_erasure_limit_exceeded: "The account was erased today already.",
      daily_export_limit_exceeded: "The day's export was asked for: ask what became of it.",
      quota_exceeded: "The plan's requests of a day are used up, as the gateway counts them.",
      too_many_requests: "Too many at once: send them more slowly.",
    },
  },
  {
    status: 500,
    title: "Our fault",
    toDo: "Send it again later. If it stays, ask for help and give `request_id`.",
    codes: { internal_error: "Something went wrong on our side." },
  },
  {
    status: 502,
    title: "Our fault, seen by the gateway",
    toDo: "As for 500.",
    codes: { internal_error: "A function failed before it could answer." },
  },
  {
    status: 503,
    title: "Something is slow or away",
    toDo: "Wait as `Retry-After` says. It may have been carried out: repeat a POST under its `Idempotency-Key`, and read before you repeat a change.",
    codes: { service_unavailable: "Nothing was stored under an `Idempotency-Key`." },
  },
  {
    status: 504,
    title: "It took too long",
    toDo: "As for 503.",
    codes: { timeout: "The gateway has waited for 29 seconds." },
  },
];
