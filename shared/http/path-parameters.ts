import type { APIGatewayProxyEvent } from "aws-lambda";

/**
 * The parameters of the path, decoded. API Gateway passes them on as they were sent; should it ever
 * decode them itself, ids and slugs stay what they are, for neither has a percent sign.
 *
 * For the same reason a value whose escapes are broken stays as it is: it names nothing, and is
 * answered like any other id that nothing has.
 */
export function pathParameters({
  pathParameters: sent,
}: Pick<APIGatewayProxyEvent, "pathParameters">): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sent ?? {}).map(([name, value = ""]) => [name, decoded(value)]),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
