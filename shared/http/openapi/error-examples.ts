import { VERSION_MISMATCH } from "../../model/version-condition.ts";
import { STATUS_TITLE, UNAVAILABLE } from "../render-problem.ts";

const REQUEST_ID = "8f6d7f0e-3a0c-4f4e-9d59-3f0e5d0b6c11";

const ISSUES = [
  { loc: ["body", "name"], msg: "Must not be empty.", type: "too_short" },
  { loc: ["body", "skills", 2], msg: "Is in the list already.", type: "duplicate" },
];

/** The most usual error of each status: its code and its sentence. */
const USUAL: Readonly<Record<number, readonly [string, string]>> = {
  400: ["malformed_json", "The body is not valid JSON."],
  401: ["unauthorized", "A valid credential is needed."],
  403: ["forbidden", "This credential does not allow the request."],
  404: ["profile_not_found", "Profile not found."],
  409: ["slug_taken", "The slug is taken."],
  410: ["profile_removed", "Profile removed"],
  412: ["version_mismatch", VERSION_MISMATCH],
  413: [
    "body_too_large",
    "The body is too large: a request carries about 4.5 MB. A larger photo can be sent by POST /api/v1/profiles/{profile_id}/photo-uploads; of a larger archive, send a ZIP of its CSV files alone.",
  ],
  415: ["unsupported_media_type", "Send the body as application/json."],
  422: ["validation_error", "The request is not valid."],
  429: [
    "daily_limit_exceeded",
    "The day's requests are used up; the next UTC day brings new ones.",
  ],
  500: ["internal_error", "Something went wrong on our side."],
  502: ["internal_error", "Something went wrong on our side."],
  503: [UNAVAILABLE.code, UNAVAILABLE.detail],
  504: ["timeout", "The request took too long. It may or may not have been carried out."],
};

/** An error as it is answered, in the API's shape and in that of RFC 9457. */
export function errorExamples(status: number): {
  readonly plain: object;
  readonly problem: object;
} {
  const [code, detail] = USUAL[status] ?? [];
  const isInvalid = status === 422;
  return {
    plain: { detail: isInvalid ? ISSUES : detail, code, request_id: REQUEST_ID },
    problem: {
      type: "about:blank",
      title: STATUS_TITLE[status],
      status,
      detail,
      code,
      request_id: REQUEST_ID,
      ...(isInvalid && { errors: ISSUES }),
    },
  };
}
