/** Status of each exception of API Gateway's control plane. */
const STATUSES = {
  AccessDeniedException: 403,
  BadRequestException: 400,
  ConflictException: 409,
  NotFoundException: 404,
  TooManyRequestsException: 429,
  InternalServerErrorException: 500,
} as const;

/** Name of an exception, as SDKs know it. */
export type ControlPlaneErrorCode = keyof typeof STATUSES;

/** An error that the control plane answers. */
export class ControlPlaneError extends Error {
  override readonly name = "ControlPlaneError";
  readonly code: ControlPlaneErrorCode;
  readonly status: number;

  constructor(code: ControlPlaneErrorCode, message: string) {
    super(message);
    this.code = code;
    this.status = STATUSES[code];
  }
}
