import type { Locator, Page } from "playwright-core";

/** Gives Swagger UI a credential as a bearer token, in the place of any other. */
export async function authorize(page: Page, credential: string): Promise<void> {
  await page.locator(".auth-wrapper .authorize").first().click();
  const bearer = page.locator(".auth-container").filter({ hasText: "(http, Bearer)" });
  await bearer.locator("input").fill(credential);
  await bearer.locator("button.authorize").click();
  await page.locator(".modal-ux .close-modal").click();
}

/** The part of the page for an operation, with its form. */
export async function openOperation(page: Page, operationId: string): Promise<Locator> {
  const operation = page.locator(`[id$="-${operationId}"].opblock`);
  await operation.waitFor();
  if ((await operation.locator(".opblock-body").count()) === 0) {
    await operation.locator(".opblock-summary-control").click();
  }
  await operation.locator(".execute").waitFor();
  return operation;
}

/** Sends the request as the form has it. @returns the status that the page shows */
export async function execute(operation: Locator): Promise<number> {
  const answered = operation.page().waitForResponse((answer) => answer.url().includes("/api/v1/"));
  await operation.locator(".execute").click();
  await answered;
  const shown = operation.locator(".live-responses-table .response-col_status").nth(1);
  await shown.waitFor();
  return Number.parseInt(await shown.innerText(), 10);
}
