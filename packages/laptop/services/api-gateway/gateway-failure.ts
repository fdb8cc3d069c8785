/** Status and exception name of each kind of error the gateway makes itself. */
const FAILURES = {
  ACCESS_DENIED: { status: 403, exception: "AccessDeniedException" },
  API_CONFIGURATION_ERROR: { status: 500, exception: "InternalServerErrorException" },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, exception: "AuthorizerConfigurationException" },
  AUTHORIZER_FAILURE: { status: 500, exception: "AuthorizerConfigurationException" },
  DEFAULT_4XX: { status: 400, exception: "BadRequestException" },
  DEFAULT_5XX: { status: 500, exception: "InternalServerErrorException" },
  // 500 as long as the API says nothing of the type, as was seen on AWS.
  INTEGRATION_FAILURE: { status: 500, customised: 504, exception: "InternalServerErrorException" },
  INTEGRATION_TIMEOUT: { status: 504, exception: "InternalServerErrorException" },
  INVALID_API_KEY: { status: 403, exception: "ForbiddenException" },
  INVALID_SIGNATURE: { status: 403, exception: "IncompleteSignatureException" },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    exception: "MissingAuthenticationTokenException",
  },
  QUOTA_EXCEEDED: { status: 429, exception: "LimitExceededException" },
  REQUEST_TOO_LARGE: { status: 413, exception: "RequestTooLargeException" },
  THROTTLED: { status: 429, exception: "TooManyRequestsException" },
  UNAUTHORIZED: { status: 401, exception: "UnauthorizedException" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, exception: "BadRequestException" },
} as const;

interface FailureFacts {
  readonly exception: string;
  readonly customised?: number;
}

/** The gateway response types the local gateway can answer with. */
export type FailureType = keyof typeof FAILURES;

interface FailureDetails {
  /** Replaces the type's own status. */
  readonly status?: number;
  /** Set when the answer is this plain text, not JSON, unless a gateway response says otherwise. */
  readonly plainText?: boolean;
  /** What the execution log says; nothing is logged when left out. */
  readonly cause?: string;
}

/** An error that the gateway answers itself, as one of its gateway response types. */
export class GatewayFailure extends Error {
  readonly type: FailureType;
  readonly status: number;
  /** Where the API has a gateway response of the type without a status of its own. */
  readonly customisedStatus: number;
  readonly exception: string;
  /** `$context.error.message`; null for the errors about which the gateway says nothing. */
  readonly text: string | null;
  readonly plainText: boolean;
  /** For the execution log only, never for the caller. */
  readonly reason: string | undefined;

  constructor(type: FailureType, text: string | null, details: FailureDetails = {}) {
    super(text ?? type);
    this.type = type;
    this.text = text;
    this.status = details.status ?? FAILURES[type].status;
    const { exception, customised }: FailureFacts = FAILURES[type];
    this.customisedStatus = customised ?? this.status;
    this.exception = exception;
    this.plainText = details.plainText ?? false;
    this.reason = details.cause;
  }
}

/**
 * The function was throttled, so that there was no answer. AWS lets it be customised as an integration
 * failure (AWS re:Post, "Inconsistencies in response codes depending on whether API Gateway response
 * settings are configured").
 */
export function throttledFunction(cause: string): GatewayFailure {
  return new GatewayFailure("INTEGRATION_FAILURE", "Internal server error", { cause });
}

/** 502: the function failed, or answered with something that is no answer. */
export function badGateway(cause: string): GatewayFailure {
  return new GatewayFailure("DEFAULT_5XX", "Internal server error", { status: 502, cause });
}

/** 500: the API cannot work as it is configured. */
export function configurationError(cause: string): GatewayFailure {
  return new GatewayFailure("API_CONFIGURATION_ERROR", "Internal server error", { cause });
}
