import { searchDirectory } from "../../shared/domain/directory/search-directory.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { directoryPageView } from "../../shared/model/directory/directory-view.ts";
import { searchDirectoryRoute } from "../../shared/routes/directory/search-directory.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(searchDirectoryRoute, async ({ account, query }) => {
  const page = await searchDirectory(account, query);
  return { status: 200, body: directoryPageView(page, settings.photoBaseUrl) };
});
