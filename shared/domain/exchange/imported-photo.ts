import type { ImportLeft } from "../../model/exchange/imported.ts";
import { Problem } from "../../model/problem.ts";

/** What was made, and why it is without the document's picture where it is. */
interface Made<T> {
  readonly made: T;
  readonly left: readonly ImportLeft[];
}

/**
 * Makes something with a document's picture; without it where that is none that can be shown. The rest
 * of a document is not given up for its picture.
 */
export async function withImportedPhoto<T>(
  photo: Uint8Array | undefined,
  make: (photo: Uint8Array | undefined) => Promise<T>,
): Promise<Made<T>> {
  try {
    return { made: await make(photo), left: [] };
  } catch (error) {
    const why = photo && faultOfPhoto(error);
    if (!why) throw error;
    return { made: await make(undefined), left: [why] };
  }
}

/** Looks at a picture as the pipeline does first, and makes nothing of it. */
export async function lookAtPhoto(photo: Uint8Array | undefined): Promise<readonly ImportLeft[]> {
  const { left } = await withImportedPhoto(photo, async (given) => {
    if (!given) return;
    const { inspectImage } = await import("../../photos/inspect-image.ts");
    inspectImage(given);
  });
  return left;
}

function faultOfPhoto(error: unknown): ImportLeft | undefined {
  if (!(error instanceof Problem) || error.kind !== "invalid") return undefined;
  const [issue] = error.issues ?? [];
  if (issue?.path[0] !== "photo") return undefined;
  return { field: "photo", why: `The picture is not taken. ${issue.msg}` };
}
