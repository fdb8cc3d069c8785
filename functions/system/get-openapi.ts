import document from "../../docs/openapi.json" with { type: "json" };
import { createStaticHandler } from "../../shared/http/create-static-handler.ts";
import { deployedDocument } from "../../shared/http/deployed-document.ts";
import { documentAnswer } from "../../shared/http/document-answer.ts";
import type { ApiResponse } from "../../shared/http/render.ts";
import { getOpenapiRoute } from "../../shared/routes/system/get-openapi.ts";

/** Made once for as long as the API is reached at the same address. */
let made: { readonly url: string; readonly answer: ApiResponse } | undefined;

export const handler = createStaticHandler(getOpenapiRoute, (linkTo) => {
  const url = linkTo("");
  if (made?.url !== url) {
    made = { url, answer: documentAnswer(deployedDocument(document, url)) };
  }
  return made.answer;
});
