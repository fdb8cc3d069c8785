/** An answer in AWS JSON 1.0 that the proxy gives itself. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly body: string;
}

const CORAL = "com.amazon.coral.service#";

/** An error as DynamoDB words it; `code` is the exception's short name. */
export function errorAnswer(code: string, message: string, status = 400): ErrorAnswer {
  // Authorisation errors spell the field with a capital; the SDK reads both.
  const field = code === "AccessDeniedException" ? "Message" : "message";
  return { status, code, body: JSON.stringify({ __type: CORAL + code, [field]: message }) };
}
