// The moves of a learner who edits cards.

import { open, rate } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

export const COFFEE = `# Coffee

## Beans

- **Arabica**: mild and acid.
- **Robusta**: strong and bitter.
- **Liberica**: rare.
`;

/** Imports a roadmap of three cards, and rates them all. */
export async function learn(page, source) {
  await openImport(page);
  await choose(page, file("coffee.md", source));
  await add(page);
  await open(page, "#/study");
  for (let card = 0; card < 3; card += 1) await rate(page, "4");
}

/** Opens the editor of the card whose question has that word, from Browse by keyboard, and gives the field. */
export async function edit(page, word) {
  await open(page, `#/browse/${word}`);
  await page.locator(".browse-row", { hasText: word }).waitFor();
  await page.getByRole("searchbox").press("ArrowDown");
  await page.keyboard.press("e");
  const field = page.getByLabel("Markdown of these lines");
  await field.waitFor();
  return field;
}

/** Goes through the states of the editor and of what a new version of the source meets. */
export async function editingPages(page, see) {
  await openImport(page);
  await choose(page, file("coffee.md", COFFEE));
  await add(page);
  for (const [word, words] of [["Robusta", "- **Robusta**: mine."], ["Arabica", "- **Arabica**: mild, acid."]]) {
    const field = await edit(page, word);
    await field.fill(words);
    await field.press("Control+Enter");
    await field.waitFor({ state: "detached" });
  }
  const field = await edit(page, "Robusta");
  await page.getByText("What the source says", { exact: true }).click();
  await field.fill("- **Canephora**: mine.\n- **Excelsa**: another.");
  await page.getByText("A new card").waitFor();
  await see(page, "edit");
  await field.fill("~~~");
  await page.locator(".edit-page .notice").waitFor();
  await see(page, "edit that loses cards");
  await page.getByRole("button", { name: "Cancel" }).click();
  await field.waitFor({ state: "detached" });
  await open(page);
  await openImport(page);
  await choose(page, file("coffee.md", COFFEE.replace("strong and bitter", "strong and cheap")));
  await page.locator("summary", { hasText: "Edited by you alone" }).click();
  await page.locator(".edit-place").nth(1).waitFor();
  await see(page, "import of what was edited");
  await page.getByRole("button", { name: "Cancel" }).click();
}
