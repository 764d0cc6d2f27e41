// The moves of a learner who looks for cards.

import { open } from "./browser.mjs";

/** Opens Browse, with a query if there is one, and waits for its rows. */
export async function browse(page, query = "") {
  await open(page, query ? `#/browse/${encodeURIComponent(query)}` : "#/browse");
  await page.locator(".browse-row").first().waitFor();
}

/** The field that is typed in. */
export const field = (page) => page.getByRole("searchbox", { name: "Search cards" });

/** Waits until the count says `words`, and gives it. */
export async function counted(page, words) {
  const count = page.locator(".browse-count", { hasText: words });
  await count.waitFor();
  return Number.parseInt((await count.innerText()).replaceAll(",", ""), 10);
}

/** Goes through the states of both pages, and calls `see` with the page and the state's name. */
export async function browsePages(page, see) {
  await browse(page);
  await page.getByText("What can I search for?").click();
  await see(page, "Browse");
  await field(page).fill("kind:table foo:bar");
  await page.locator(".browse-remarks li").waitFor();
  await see(page, "Browse with a remark");
  await browse(page, "rated:1 or kind:table");
  await page.getByRole("button", { name: "Select all found" }).click();
  await page.getByText("More", { exact: true }).click();
  await page.getByRole("button", { name: "Orange" }).click();
  await page.locator(".acting-status", { hasText: "flag put on" }).waitFor();
  await see(page, "Browse with cards selected");
  await browse(page, "rated:1");
  await page.locator(".browse-row a").first().click();
  await page.getByRole("heading", { name: "Where it stands" }).waitFor();
  await page.getByText("More", { exact: true }).click();
  await page.getByLabel("Due in days").fill("12");
  await page.getByRole("button", { name: "Reschedule" }).click();
  await page.locator(".card-drawing").first().waitFor();
  await see(page, "Card");
  await open(page, "#/card/00000000000000ff");
  await page.getByText("nothing was recorded of it").waitFor();
  await see(page, "a card without a roadmap");
}
