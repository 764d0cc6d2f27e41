// The moves of a learner who imports documents.

import { open, rate } from "./browser.mjs";
import { facts } from "./changing.mjs";
import { media, png, wav } from "./showing.mjs";

/** A file as the page is given it. */
export const file = (name, text) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });

/** Opens the import page. */
export async function openImport(page) {
  await open(page, "#/import");
  await page.getByText("Choose files").waitFor();
}

/** Chooses files and waits for the preview. */
export async function choose(page, ...files) {
  await page.locator("[name=files]").setInputFiles(files);
  await page.locator(".import-actions").waitFor();
}

/** Adds the one document of the preview. */
export async function add(page) {
  await page.getByRole("button", { name: "Add to my roadmaps" }).click();
  await page.getByRole("heading", { name: "1 roadmap added" }).waitFor();
}

/** Goes through every state of the import page, and calls `see` with the page and the state's name. */
export async function importPages(page, see) {
  const source = `---
id: tea
---
# Tea

## Leaves

- **Green**: not oxidised, and brewed below 80 °C.
- **Black**: fully oxidised.

## Review questions

- Why does green tea turn bitter?

  The water was too hot:

  \`\`\`sh
  kettle --temperature 75
  \`\`\`

| Tea | Minutes | Water |
|---|---|---|
| Green | 2 | 75 °C |
|  | 9 | lost |

## Once more

- **White**: young.
- **White**: young buds.
`;
  await open(page, "#/import");
  await page.getByText("Paste text").click();
  await see(page, "import choosing");
  await page.route(/importer-start-/, (route) => route.fulfill({
    contentType: "text/javascript",
    body: "postMessage(null);",
  }), { times: 1 });
  await page.locator("[name=files]").setInputFiles(file("notes/tea.md", source));
  await page.getByRole("heading", { name: "Reading 1 document" }).waitFor();
  await see(page, "import reading");
  await page.getByRole("button", { name: "Cancel" }).click();
  await choose(page, file("tea.md", source));
  await page.locator("summary", { hasText: "Skipped" }).click();
  await page.locator("summary", { hasText: "Lines without a card" }).click();
  await page.locator(".import-sections summary").first().click();
  await page.locator(".import-cards summary").first().click();
  await see(page, "import preview");
  await page.getByRole("button", { name: "Add to my roadmaps" }).click();
  await page.getByRole("heading", { name: "1 roadmap added" }).waitFor();
  await page.locator(".import-shelf summary").first().click();
  await see(page, "import added");
  await page.getByRole("button", { name: "Add more" }).click();
  const edited = source.replace("fully oxidised", "oxidised").replace("Green**", "Oolong**");
  await choose(
    page,
    file("tea.md", edited),
    file("bread.md", "# Bread\n\n- **Rye**: dark.\n"),
    file("nothing.md", "# Nothing\n"),
    file("picture.png", "no picture"),
  );
  await see(page, "import several");
  await page.getByRole("button", { name: "Cancel" }).click();
  await choose(page, file("drinks.md", source.replace(/---[^]*---\n# Tea/, "# Teas of the world")));
  await page.getByText("It looks like a new version of “Tea”").waitFor();
  await see(page, "import version");
  await page.getByRole("button", { name: "Cancel" }).click();
  const shown = "# Cup\n\n### What is ![a cup](cup.png)?\n\nA cup, which sounds so: ![a cup](cup.wav) ![](lost.png)\n";
  const stray = media("stray.png", png(30, 20));
  await choose(page, file("cup.md", shown), media("cup.png", png(60, 40)), media("cup.wav", wav()), stray);
  await page.locator(".import-cards summary").first().click();
  await page.locator(".import-cards audio").waitFor();
  await page.locator(".import-cards .media-lack").waitFor();
  await see(page, "import media");
  await open(page, "#/study");
  await rate(page);
  await openImport(page);
  const reworded = source.replace(
    "Green**: not oxidised, and brewed below 80 °C.",
    "Green leaves**: never oxidised; brew them below 80 °C.",
  );
  await choose(page, file("tea.md", reworded));
  await page.getByRole("checkbox", { name: /Same card, reworded/ }).waitFor();
  await see(page, "import reworded");
  await add(page);
  await waitForReview(page);
  await open(page);
  await page.getByRole("link", { name: "Look" }).waitFor();
  await see(page, "today changed");
  await page.getByRole("link", { name: "Look" }).click();
  await page.getByRole("checkbox", { name: /Same card, reworded/ }).waitFor();
  await see(page, "review");
  await page.getByRole("button", { name: "Done" }).click();
  await page.locator(".invitation").waitFor();
}

/** Makes what is kept of the tea older than it is: a question has other words, and must be asked. */
async function waitForReview(page) {
  const stored = await page.evaluate(() => Object.entries(localStorage));
  const reviews = facts(Object.fromEntries(stored), "r");
  await page.evaluate(async (card) => {
    const asked = (request) => new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const database = await asked(indexedDB.open("waymark-snapshots"));
    const store = database.transaction("roadmaps", "readwrite").objectStore("roadmaps");
    const snapshot = JSON.parse(await asked(store.get("tea")));
    const sketch = snapshot.cards.find((sketch) => sketch[3] === "What is meant by Green leaves?");
    [sketch[0], sketch[3], sketch[4], sketch[5]] = [card, "What is meant by Green?", "0".repeat(16), "1".repeat(16)];
    snapshot.content = "0".repeat(32);
    await asked(store.put(JSON.stringify(snapshot), "tea"));
    database.close();
    localStorage.setItem("waymark/roadmaps", "");
  }, reviews.at(-1)[0]);
}

/** How far the learner is with a roadmap, in the words of Today. */
export async function tally(page, roadmap) {
  await open(page);
  const words = await page.locator(`.panel-link[href="#/roadmap/${roadmap}"] .tally-words`).innerText();
  return words.replaceAll("\u00a0", " ");
}
