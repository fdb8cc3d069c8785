import { element, xmlDocument } from "./xml.ts";

/** An answer of S3's that is an error. Codes and statuses follow the S3 API reference. */
export class ObjectError extends Error {
  override readonly name = "ObjectError";
  readonly code: string;
  readonly status: number;

  constructor(code: keyof typeof STATUS, message: string) {
    super(message);
    this.code = code;
    this.status = STATUS[code];
  }
}

const STATUS = {
  AccessControlListNotSupported: 400,
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BadRequest: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidToken: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedTrailerError: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentChecksumMismatch: 400,
  XAmzContentSHA256Mismatch: 400,
} as const;

/** Says the same to everyone who may not: nothing tells whether the object exists. */
export function accessDenied(): ObjectError {
  return new ObjectError("AccessDenied", "Access Denied");
}

/** 404. A reader who may not list the bucket gets {@link accessDenied} in its place. */
export function noSuchKey(): ObjectError {
  return new ObjectError("NoSuchKey", "The specified key does not exist.");
}

/** 412, of `If-Match`, `If-None-Match` and the like. */
export function preconditionFailed(): ObjectError {
  return new ObjectError(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
  );
}

/** 501. @param what the part of S3 that is missing, within a sentence */
export function notImplemented(what: string): ObjectError {
  return new ObjectError("NotImplemented", `The local object store does not implement ${what}.`);
}

/** The body of an error answer. */
export function errorDocument(error: ObjectError, resource: string, requestId: string): string {
  return xmlDocument(
    element("Error", [
      element("Code", error.code),
      element("Message", error.message),
      element("Resource", resource),
      element("RequestId", requestId),
    ]),
  );
}
