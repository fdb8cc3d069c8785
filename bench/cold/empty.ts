/** A function that does nothing at all. */
export async function handler() {
  return { statusCode: 200, body: "" };
}
