// A real Chromium for the tests, and the few moves that every story makes.

import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const site = process.env.WAYMARK_URL;
assert.ok(site, "WAYMARK_URL names the served application; `cargo xtask test` sets it");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/**
 * Opens a browser with a new profile, runs `story` in it, and fails if the page logged an error.
 * `preferences` are the browser's own, as a person would set them.
 */
export async function withBrowser({ preferences, ...context }, story) {
  const profile = await mkdtemp(join(tmpdir(), "waymark-"));
  if (preferences) {
    await mkdir(join(profile, "Default"));
    await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  }
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM,
    args: FLAGS,
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    ...context,
  });
  const errors = [];
  const watch = (page) => {
    page.on("pageerror", (error) => errors.push(`${error}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
    });
  };
  browser.pages().forEach(watch);
  browser.on("page", watch);
  try {
    await story(browser.pages()[0] ?? (await browser.newPage()), browser);
    assert.deepEqual(errors, [], "the page logged errors");
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Opens a page of the application and waits until it is there. */
export async function open(page, fragment = "#/") {
  await page.goto(site + fragment);
  await page.locator("h1, .question").first().waitFor({ state: "attached" });
}

/** What a learner sees of the state of a session. */
export async function sessionState(page) {
  await page.locator(".question, .finish").first().waitFor();
  const question = page.locator(".question");
  return {
    question: (await question.count()) ? await question.innerText() : "finished",
    counts: await page.locator(".count").allInnerTexts(),
  };
}

/** The numbers of the counts, by name. */
export function numbers(counts) {
  const pairs = counts.map((text) => [text.replace(/^\d+\s*/, ""), Number.parseInt(text, 10)]);
  return Object.fromEntries(pairs);
}

/** Every text of Waymark in storage. */
export function stored(page) {
  return page.evaluate(() =>
    Object.fromEntries(
      Object.entries(localStorage).filter(([key]) => key.startsWith("waymark/")),
    ),
  );
}

/** Longer than the time within which a second tap counts as the same. */
export function pastSameTap(page) {
  const now = Date.now();
  return page.waitForFunction((then) => Date.now() - then > 210, now);
}

/** Goes through every state of the import page, and calls `see` with the page and the state's name. */
export async function importPages(page, see) {
  const file = (name, text) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });
  const choose = async (...files) => {
    await page.locator("[name=files]").setInputFiles(files);
    await page.locator(".import-actions").waitFor();
  };
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
  await choose(file("tea.md", source));
  await page.locator("summary", { hasText: "Skipped" }).click();
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
    file("tea.md", edited),
    file("bread.md", "# Bread\n\n- **Rye**: dark.\n"),
    file("nothing.md", "# Nothing\n"),
    file("picture.png", "no picture"),
  );
  await see(page, "import several");
  await page.getByRole("button", { name: "Cancel" }).click();
}
