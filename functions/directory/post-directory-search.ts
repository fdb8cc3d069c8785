import { searchDirectory } from "../../shared/domain/directory/search-directory.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import type { DirectorySearch } from "../../shared/model/directory/directory-schema.ts";
import { directoryPageView } from "../../shared/model/directory/directory-view.ts";
import { postDirectorySearchRoute } from "../../shared/routes/directory/post-directory-search.ts";
import { settings } from "../../shared/settings.ts";

interface Asked {
  readonly account: string;
  readonly search: DirectorySearch;
}

const answer = async ({ account, search }: Asked) =>
  directoryPageView(await searchDirectory(account, search), settings.photoBaseUrl);

export const handler = createHandler(
  postDirectorySearchRoute,
  async ({ account, body }) => {
    const asked: Asked = { account, search: body };
    return { status: 200, body: await answer(asked), kept: asked };
  },
  {
    // Nobody who was found is stored, not even for a day: they may be hidden or gone by then.
    recall: (kept) => answer(kept as Asked),
  },
);
