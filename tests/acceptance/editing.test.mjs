// Stories of cards that are edited where they are written, and of a source that changes meanwhile.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, open, rate, sessionState, stored, withBrowser } from "./browser.mjs";
import { facts } from "./changing.mjs";
import { add, choose, file, openImport, tally } from "./importing.mjs";
import { COFFEE, edit, learn } from "./revising.mjs";

/** Writes other words into the editor and saves them, by keyboard. */
async function write(page, field, words) {
  assert.ok(await field.evaluate((node) => node === document.activeElement), "the field has the focus");
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(words);
  await page.keyboard.press("Control+Enter");
  await field.waitFor({ state: "detached" });
}

/** The Markdown as it is downloaded at the shelf of the import page. */
async function markdown(page) {
  await open(page);
  await openImport(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download Markdown" }).first().click();
  return readFile(await (await download).path(), "utf8");
}

test("a card is edited from the study page, and the session goes on with the new words", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/study");
    const before = await sessionState(page);
    await page.keyboard.press("Shift+E");
    const field = page.getByLabel("Markdown of these lines");
    const words = await field.inputValue();
    assert.equal(before.question, "What is meant by Container?");
    assert.ok(words.startsWith("- **Container**: "), `${words}: the line that asks`);
    await page.keyboard.press("Escape");
    assert.deepEqual(await sessionState(page), before, "nothing was edited");

    await page.keyboard.press("?");
    await page.getByRole("button", { name: /^Edit the card/ }).click();
    await field.waitFor();
    await page.keyboard.press("Control+Home");
    await write(page, field, words.replace("Container", "Vessel"));
    await page.locator(".question", { hasText: "What is meant by Vessel?" }).waitFor();
    assert.deepEqual((await sessionState(page)).counts, before.counts);
    // A roadmap that came with Waymark keeps its place among the others.
    await rate(page);
    assert.equal((await sessionState(page)).counts[0], "0 due");
    await page.reload();
    await open(page, "#/browse/vessel");
    await page.getByText("What is meant by Vessel?").waitFor();
  }));

test("a reworded card keeps its history, there and back again, and the Markdown says it", () =>
  withBrowser({ ...DESKTOP, acceptDownloads: true }, async (page) => {
    await learn(page, COFFEE);
    let field = await edit(page, "Robusta");
    assert.equal(await field.inputValue(), "- **Robusta**: strong and bitter.");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("- **Canephora**: strong, bitter.");
    await page.getByText("Another question, and the same history").waitFor();
    await write(page, field, "- **Canephora**: strong, bitter.");
    assert.equal(facts(await stored(page), "carried").length, 1);
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
    assert.equal(await markdown(page), COFFEE.replace("**Robusta**: strong and", "**Canephora**: strong,"));

    field = await edit(page, "Canephora");
    await page.getByText("What the source says", { exact: true }).click();
    await page.getByRole("button", { name: "Take these words" }).click();
    assert.equal(await field.inputValue(), "- **Robusta**: strong and bitter.");
    await page.keyboard.press("Control+Enter");
    await field.waitFor({ state: "detached" });
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
    assert.equal(await markdown(page), COFFEE);
  }));

test("an edit that is not saved survives a reload, until it is saved or given up", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await learn(page, COFFEE);
    const drafts = async () =>
      Object.keys(await stored(page)).filter((key) => key.startsWith("waymark/draft/edit/")).length;
    const note = page.getByText("These are your words from before, not saved yet.");
    let field = await edit(page, "Robusta");
    assert.equal(await note.count(), 0);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("- **Robusta**: strong,\n  for now.");
    await page.reload();
    await note.waitFor();
    assert.equal(await field.inputValue(), "- **Robusta**: strong,\n  for now.");
    assert.match(await note.innerText(), /yet\.$/, "the lines are as they were");
    await page.getByText("Another answer, and the same history").waitFor();
    // Saved, it is no draft any more.
    await page.keyboard.press("Control+Enter");
    await field.waitFor({ state: "detached" });
    assert.equal(await drafts(), 0);
    field = await edit(page, "Robusta");
    assert.equal(await field.inputValue(), "- **Robusta**: strong,\n  for now.");
    assert.equal(await note.count(), 0);

    // Left for another page, and the document says something else meanwhile.
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("- **Robusta**: rough.");
    await openImport(page);
    await choose(page, file("coffee.md", COFFEE.replace("strong and bitter", "strong and cheap")));
    await page.locator(".edit-place").getByRole("radio", { name: "Take the source’s" }).check();
    await page.locator(".import-figures", { hasText: "2 kept · 1 edited" }).waitFor();
    await add(page);
    field = await edit(page, "Robusta");
    assert.equal(await field.inputValue(), "- **Robusta**: rough.");
    assert.match(await note.innerText(), /The document says something else here since/);
    await page.getByRole("button", { name: "Take the lines of the document" }).click();
    assert.equal(await field.inputValue(), "- **Robusta**: strong and cheap.");
    assert.equal(await note.count(), 0);
    assert.equal(await drafts(), 0);
    // Nothing is lost by looking: the words come back, as a draft, and give way again.
    await page.getByRole("button", { name: "Put mine back" }).click();
    assert.equal(await field.inputValue(), "- **Robusta**: rough.");
    assert.equal(await drafts(), 1);
    await page.getByRole("button", { name: "Take the lines of the document" }).click();
    assert.equal(await field.inputValue(), "- **Robusta**: strong and cheap.");

    // Given up, it is gone.
    await field.fill("- **Robusta**: nothing.");
    assert.equal(await drafts(), 1);
    await page.getByRole("button", { name: "Cancel" }).click();
    await field.waitFor({ state: "detached" });
    assert.equal(await drafts(), 0);
  }));

test("an edit that loses a card says so before it is saved", () =>
  withBrowser(DESKTOP, async (page) => {
    await learn(page, COFFEE);
    const field = await edit(page, "Robusta");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("~~~");
    const notice = page.locator(".edit-page .notice");
    await notice.getByText("2 cards would not be asked any more").waitFor();
    assert.deepEqual(await notice.locator("li").allInnerTexts(), [
      "What is meant by Robusta?",
      "What is meant by Liberica?",
    ]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await field.waitFor({ state: "detached" });
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
  }));

/** What the learner's version of a roadmap was made from; another text takes its place, if there is one. */
const base = (page, roadmap, text) =>
  page.evaluate(async ([roadmap, text]) => {
    const asked = (request) => new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const database = await asked(indexedDB.open("waymark-snapshots"));
    const sources = database.transaction("sources", "readwrite").objectStore("sources");
    if (text) await asked(sources.put(new TextEncoder().encode(text), roadmap));
    const bytes = await asked(sources.get(roadmap));
    database.close();
    return new TextDecoder().decode(bytes);
  }, [roadmap, text]);

test("a newer text of a bundled roadmap is told to who has edited it, and replaces nothing", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/study");
    await page.keyboard.press("Shift+E");
    const field = page.getByLabel("Markdown of these lines");
    const words = await field.inputValue();
    const mine = words.replace("Container**: ", "Container**: in my words, ");
    assert.notEqual(mine, words);
    await field.fill(mine);
    await field.press("Control+Enter");
    await page.locator(".question").waitFor();
    await rate(page);
    const told = page.getByText(/Waymark brings a newer text of “Kubernetes Foundations”/);
    await openImport(page);
    const current = await base(page, "kubernetes-foundations");
    assert.equal(await told.count(), 0, "nothing is newer yet");

    // The version before said it otherwise, and that is what was edited.
    const older = words.replace("Container**: ", "Container**: as it once was, ");
    await base(page, "kubernetes-foundations", current.replace(words.trimEnd(), older.trimEnd()));
    await open(page);
    await told.waitFor();
    await page.locator(".notice", { has: told }).getByRole("link", { name: "Look" }).click();
    await page.getByRole("button", { name: "Compare with mine" }).click();
    const place = page.locator(".edit-place");
    await place.getByText("The source has changed here too.").waitFor();
    assert.deepEqual(
      await place.locator(".edit-text").allInnerTexts(),
      [older, mine, words].map((text) => text.trimEnd()),
    );
    assert.ok(await place.getByRole("radio", { name: "Keep mine" }).isChecked());
    await add(page);
    // It was shown once; the learner's words stand.
    await open(page);
    await openImport(page);
    assert.equal(await base(page, "kubernetes-foundations"), current);
    assert.equal(await told.count(), 0);
    assert.ok((await markdown(page)).includes(mine.trimEnd()));

    // The next text is told as well, also to who has taken all of the last one.
    await base(page, "kubernetes-foundations", current.replace(words.trimEnd(), older.trimEnd()));
    await open(page);
    await openImport(page);
    await page.getByRole("button", { name: "Compare with mine" }).click();
    await place.getByRole("radio", { name: "Take the source’s" }).check();
    await add(page);
    assert.equal(await markdown(page), current);
    assert.equal(await base(page, "kubernetes-foundations"), current);
  }));

const OWN = "- **Robusta**: mine.";

test("a new version of the source meets what the learner made of it, card by card", async (t) => {
  const meet = (name, source, story) =>
    t.test(name, () =>
      withBrowser({ ...DESKTOP, acceptDownloads: true }, async (page) => {
        await learn(page, COFFEE);
        await write(page, await edit(page, "Robusta"), OWN);
        await openImport(page);
        await choose(page, file("coffee.md", source));
        await story(page, page.locator(".edit-place"));
      }));
  const ofOwn = (source) => source.replace(/- \*\*Robusta.*/, OWN);

  const next = COFFEE.replace("mild and acid", "mild");
  await meet("another card has changed", next, async (page, places) => {
    await places.getByText("The source is as it was.").waitFor();
    assert.equal(await page.locator(".import-figures").innerText(), "2 kept · 1 edited");
    await add(page);
    assert.equal(await markdown(page), ofOwn(next));
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
    // And it is known still what is whose.
    await open(page);
    await openImport(page);
    await choose(page, file("coffee.md", next));
    await places.getByText("The source is as it was.").waitFor();
    await page.getByText("With your words kept, your document stays as it is").waitFor();
    assert.equal(await page.getByRole("button", { name: "Add to my roadmaps" }).count(), 0);
    await places.getByRole("radio", { name: "Take the source’s" }).check();
    await add(page);
    assert.equal(await markdown(page), next);
    await openImport(page);
    await choose(page, file("coffee.md", COFFEE));
    await page.locator(".import-figures").waitFor();
    assert.equal(await places.count(), 0, "nothing is the learner's any more");
  });

  const same = COFFEE.replace("strong and bitter", "cheap");
  await meet("the same card has changed", same, async (page, places) => {
    await places.getByText("The source has changed here too.").waitFor();
    assert.deepEqual(await places.locator(".edit-text").allInnerTexts(), [
      "- **Robusta**: strong and bitter.",
      OWN,
      "- **Robusta**: cheap.",
    ]);
    const theirs = places.getByRole("radio", { name: "Take the source’s" });
    const mine = places.getByRole("radio", { name: "Keep mine" });
    assert.ok(await mine.isChecked(), "nobody loses their words by a tap on Add");
    await mine.focus();
    await page.keyboard.press("ArrowDown");
    assert.ok(await theirs.isChecked());
    await page.locator(".import-figures", { hasText: "2 kept · 1 edited" }).waitFor();
    assert.ok(await theirs.evaluate((node) => node === document.activeElement));
    await places.getByRole("radio", { name: "Keep both" }).check();
    await add(page);
    assert.equal(await markdown(page), same.replace("- **Robusta**", `${OWN}\n- **Robusta**`));
  });

  const gone = COFFEE.replace("- **Robusta**: strong and bitter.\n", "");
  await meet("the card is gone", gone, async (page, places) => {
    await places.getByText("The source does not have it any more.").waitFor();
    assert.equal(await places.getByRole("radio").count(), 2);
    await places.getByRole("radio", { name: "Take the source’s" }).check();
    await page.getByText("1 card with a history is no longer in the document.").waitFor();
    await places.getByRole("radio", { name: "Keep mine" }).check();
    await page.getByText("With your words kept, your document stays as it is").waitFor();
    await add(page);
    // That was said once.
    await open(page);
    await openImport(page);
    await choose(page, file("coffee.md", gone));
    await places.getByText("The source is as it was.").waitFor();
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
    assert.equal(await markdown(page), ofOwn(COFFEE));
  });
});

test("what was edited, and what it was made from, moves to another browser in a backup", async () => {
  let backup;
  await withBrowser({ ...DESKTOP, acceptDownloads: true }, async (page) => {
    await learn(page, COFFEE);
    await write(page, await edit(page, "Robusta"), OWN);
    await open(page, "#/settings");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download backup" }).click();
    backup = await readFile(await (await download).path(), "utf8");
    const [document] = JSON.parse(backup).documents;
    assert.equal(document.base.text, COFFEE);
    assert.ok(document.text.includes(OWN));
  });
  await withBrowser(DESKTOP, async (page) => {
    await open(page, "#/settings");
    const field = page.locator("input[type=file]").first();
    await field.setInputFiles({ name: "b.json", mimeType: "application/json", buffer: Buffer.from(backup) });
    await page.getByText(/^Restored:/).waitFor();
    await openImport(page);
    await choose(page, file("coffee.md", COFFEE.replace("strong and bitter", "cheap")));
    await page.getByText("The source has changed here too.").waitFor();
  });
});
