import { ControlPlaneError } from "./control-plane-error.ts";

const DEFAULT_LIMIT = 25;
const MOST = 500;

/**
 * The page of a list that `limit` and `position` ask for, with the position of the next.
 * @throws ControlPlaneError BadRequestException for a position that no page gave
 */
export function pageOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  query: URLSearchParams,
): { readonly page: readonly Item[]; readonly position: string | undefined } {
  const limit = Number(query.get("limit") ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new ControlPlaneError("BadRequestException", `Limit must be from 1 to ${MOST}`);
  }
  const after = query.get("position");
  // A position names the last item of the page before.
  const start = after === null ? 0 : items.findIndex(({ id }) => id === decode(after)) + 1;
  if (after !== null && start === 0) {
    throw new ControlPlaneError("BadRequestException", "Invalid position parameter");
  }
  const page = items.slice(start, start + limit);
  const last = start + limit < items.length ? page.at(-1) : undefined;
  return { page, position: last && Buffer.from(last.id).toString("base64url") };
}

function decode(position: string): string {
  return Buffer.from(position, "base64url").toString();
}
