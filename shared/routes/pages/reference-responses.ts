import * as z from "zod/mini";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import type { RouteResponse } from "../define-route.ts";
import { NOT_MODIFIED } from "../public-responses.ts";

/** What the pages of the reference answer. */
export function referenceResponses(description: string): readonly RouteResponse[] {
  return [
    {
      status: 200,
      description,
      contentType: "text/html",
      schema: z.string(),
      headers: PUBLIC_HEADERS,
    },
    NOT_MODIFIED,
  ];
}
