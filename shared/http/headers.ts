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
  return Object.entries(headers ?? {}).flatMap(([key, values]) =>
    key.toLowerCase() === name ? (values ?? []) : [],
  );
}
