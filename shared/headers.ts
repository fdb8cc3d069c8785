import type { APIGatewayProxyEvent } from "aws-lambda";

/** A request header by its lower-case name; several lines joined as RFC 9110 says. */
export function header(
  event: Pick<APIGatewayProxyEvent, "multiValueHeaders">,
  name: string,
): string | undefined {
  const values = headerValues(event.multiValueHeaders, name);
  return values.length > 0 ? values.join(", ") : undefined;
}

/** Every value of a header, whatever the case of its name. */
export function headerValues(
  headers: Readonly<Record<string, readonly string[] | undefined>> | null | undefined,
  name: string,
): string[] {
  const found: string[] = [];
  for (const key of Object.keys(headers ?? {})) {
    // Asked some times a request: most names differ in length already.
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    found.push(...(headers?.[key] ?? []));
  }
  return found;
}
