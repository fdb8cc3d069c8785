import { requestExport } from "../../shared/domain/account/request-export.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { createAccountExportRoute } from "../../shared/routes/account/create-account-export.ts";

export const handler = createHandler(createAccountExportRoute, async (request) => {
  const { id, status } = await requestExport(request.account, request.newId);
  const headers = { Location: request.linkTo(`${createAccountExportRoute.path}/${id}`) };
  return { status: 202, body: { id, status }, headers };
});
