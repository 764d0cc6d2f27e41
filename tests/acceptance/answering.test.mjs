// Questions that the source leaves open: the learner writes an answer, and it is the back from then on.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, open, pastSameTap, sessionState, stored, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const SOURCE = `---
id: open-questions
---
# Open questions

## Scheduling

The scheduler filters the nodes, and scores those that are left.

### Review questions

1. How does the scheduler choose a node?
`;

async function study(page) {
  // With one new card a day, what is repeated comes next.
  await open(page, "#/settings");
  await page.locator("[name=new-per-day]").fill("1");
  await page.locator("[name=new-per-day]").press("Tab");
  await openImport(page);
  await choose(page, file("open.md", SOURCE));
  await add(page);
  await open(page, "#/study");
  assert.match((await sessionState(page)).question, /How does the scheduler/);
}

test("an answer is written before the source is shown, and is the back from then on", () =>
  withBrowser(DESKTOP, async (page) => {
    await study(page);
    const field = page.getByRole("textbox", { name: /^Your answer/ });
    await field.waitFor();
    // By keyboard alone: a key leads into the field, and letters are letters there.
    await page.keyboard.press("e");
    await page.keyboard.type("It filters, then scores. u - @ 3");
    assert.equal(await page.locator(".answer").count(), 0, "nothing is shown yet");
    // A reload loses nothing of it.
    await page.reload();
    await sessionState(page);
    assert.equal(await field.inputValue(), "It filters, then scores. u - @ 3");
    await page.keyboard.press("e");
    await pastSameTap(page);
    const before = await stored(page);
    await page.keyboard.press("Control+Enter");
    await page.locator(".answer").waitFor();
    assert.match(await page.locator(".own").innerText(), /It filters, then scores/);
    assert.match(await page.locator(".answer .section").innerText(), /filters the nodes/, "the source is open");
    const after = await stored(page);
    assert.notDeepEqual(after, before, "it is stored");
    assert.deepEqual(Object.keys(after).filter((key) => key.startsWith("waymark/draft")), []);
    // It is improved beside the source.
    await page.keyboard.press("e");
    await page.keyboard.press("End");
    await page.keyboard.type(" And binds.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Saved.").waitFor();
    assert.match(await page.locator(".own").innerText(), /And binds\./);
    await pastSameTap(page);
    await page.keyboard.press("1");
    await page.locator(".answer").waitFor({ state: "detached" });
    // In the drill, and in any other tab, it is the back.
    await page.reload();
    assert.match((await sessionState(page)).question, /How does the scheduler/);
    assert.equal(await field.count(), 0, "it is asked from memory now");
    await page.keyboard.press("Space");
    await page.locator(".own").waitFor();
    assert.match(await page.locator(".own").innerText(), /And binds\./);
    assert.equal(await page.locator(".answer details[open]").count(), 0, "the source is folded");
  }));

test("an answer that was emptied stays empty over a reload, and is gone once that is saved", () =>
  withBrowser(DESKTOP, async (page) => {
    await study(page);
    const onStudy = page.locator("[name=own-answer]");
    await page.keyboard.press("e");
    await page.keyboard.type("It filters.");
    await pastSameTap(page);
    await page.keyboard.press("Control+Enter");
    await page.locator(".own").waitFor();
    const empty = async (field) => {
      await field.press("Control+a");
      await field.press("Delete");
    };
    const reopen = async () => {
      await page.reload();
      await sessionState(page);
      await pastSameTap(page);
      await page.keyboard.press("Space");
      await page.locator(".answer").waitFor();
      await page.keyboard.press("e");
    };
    await page.keyboard.press("e");
    await empty(onStudy);
    await reopen();
    assert.equal(await onStudy.inputValue(), "", "not what is stored");
    // Given up, what is stored stands again.
    await page.getByRole("button", { name: "Discard" }).click();
    await reopen();
    assert.equal(await onStudy.inputValue(), "It filters.");

    await page.keyboard.press("Escape");
    await page.keyboard.press("w");
    await page.getByRole("link", { name: "History of this card" }).click();
    const onCard = page.getByLabel("In your own words");
    await onCard.waitFor();
    assert.equal(await onCard.inputValue(), "It filters.");
    await empty(onCard);
    await page.reload();
    await page.getByText("Not saved yet.").waitFor();
    assert.equal(await onCard.inputValue(), "");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const drafts = Object.keys(await stored(page)).filter((key) => key.startsWith("waymark/draft"));
    assert.deepEqual(drafts, []);
    await page.reload();
    await onCard.waitFor();
    assert.equal(await onCard.inputValue(), "");
    assert.equal(await page.getByText("Not saved yet.").count(), 0);
  }));

test("to say the answer aloud is enough, and it can be written later by touch", () =>
  withBrowser(PHONE, async (page) => {
    await study(page);
    await page.getByRole("textbox", { name: /^Your answer/ }).waitFor();
    await page.getByRole("button", { name: "Show answer" }).tap();
    await page.locator(".answer").waitFor();
    await page.getByRole("button", { name: "Write an answer" }).tap();
    const field = page.getByRole("textbox", { name: /^Your answer/ });
    await field.fill("Filter.\n\n- score\n- bind");
    await page.getByRole("button", { name: "Save" }).tap();
    await page.locator(".own li").first().waitFor();
    assert.equal(await page.locator(".own li").count(), 2);
    await page.getByRole("button", { name: "Edit" }).tap();
    await field.fill("Changed my mind");
    await page.getByRole("button", { name: "Discard" }).tap();
    assert.match(await page.locator(".own").innerText(), /Filter\./);
    // What is open while the card is rated is stored as well.
    await page.getByRole("button", { name: "Edit" }).tap();
    await field.fill("Filter, score, bind.");
    await pastSameTap(page);
    await page.locator(".rating[data-rating=again]").tap();
    await page.locator(".answer").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Show answer" }).waitFor();
    await pastSameTap(page);
    await page.getByRole("button", { name: "Show answer" }).tap();
    assert.match(await page.locator(".own").innerText(), /Filter, score, bind\./);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
  }));

test("a short answer is typed and compared, where that is switched on", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await choose(page, file("terms.md", "---\ncards: flashcards\n---\n# Terms\n\n- It holds the state :: etcd\n- It runs pods :: kubelet\n"));
    await add(page);
    await open(page, "#/settings");
    await page.locator("[name=typing]").selectOption("On");
    await open(page, "#/study");
    const field = page.getByLabel("Type the answer");
    // Letters are letters there, and the line ends with Enter.
    await field.pressSequentially("etcb u");
    await pastSameTap(page);
    await page.keyboard.press("Enter");
    const typed = page.getByRole("group", { name: "What you typed" });
    await typed.waitFor();
    assert.equal(await typed.locator("span").first().innerText(), "etc");
    assert.equal(await typed.locator("ins").innerText(), "d");
    await pastSameTap(page);
    await page.keyboard.press("3");
    await page.locator(".answer").waitFor({ state: "detached" });
    // The next one begins empty, and its field has the focus.
    assert.equal(await field.inputValue(), "");
    await page.keyboard.type("Kubelet");
    await pastSameTap(page);
    await page.keyboard.press("Enter");
    await typed.waitFor();
    assert.equal(await typed.locator("del, ins").count(), 0);
  }));

test("where answers are typed, the last one is taken back and brought again from the finish screen", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("1");
    await page.locator("[name=typing]").selectOption("On");
    await openImport(page);
    await choose(page, file("terms.md", "---\ncards: flashcards\n---\n# Terms\n\n- It holds the state :: etcd\n"));
    await add(page);
    await open(page, "#/study");
    const field = page.getByLabel("Type the answer");
    const finish = page.locator(".finish");
    await field.pressSequentially("etcd");
    await pastSameTap(page);
    await page.keyboard.press("Enter");
    await page.locator(".answer").waitFor();
    await pastSameTap(page);
    await page.keyboard.press("3");
    await finish.waitFor();
    // By key: there is no line to type in. The card comes back with an empty one, where letters are letters.
    await page.keyboard.press("u");
    await field.waitFor();
    assert.equal(await field.inputValue(), "");
    await page.keyboard.type("Uu");
    assert.equal(await field.inputValue(), "Uu");
    assert.equal(await finish.count(), 0);
    // Outside the line they are keys.
    await page.keyboard.press("Escape");
    await page.keyboard.press("U");
    await finish.waitFor();
    // By the sheet.
    const act = async (name) => {
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "More" }).getByRole("button", { name }).press("Enter");
    };
    await act(/^Undo/);
    await field.waitFor();
    await page.keyboard.press("Escape");
    await act(/^Redo/);
    await finish.waitFor();
    await page.keyboard.press("Control+z");
    await field.waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+z");
    await finish.waitFor();
  }));

test("one's own answer is in the backup, and in what goes to Anki", () =>
  withBrowser(DESKTOP, async (page) => {
    await study(page);
    await page.getByRole("textbox", { name: /^Your answer/ }).fill("It filters, then it scores.");
    await page.keyboard.press("Control+Enter");
    await page.locator(".own").waitFor();
    const saved = async (button) => {
      const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
      return readFile(await file.path(), "utf8");
    };
    await open(page, "#/settings");
    assert.match(await saved(page.getByRole("button", { name: "Download backup" })), /It filters, then it scores\./);
    await open(page, "#/export/open-questions");
    await page.locator(".export-figures").waitFor();
    await page.getByLabel("Table, parted by tabs (TSV)").check();
    assert.match(await saved(page.getByRole("button", { name: "Export", exact: true })), /It filters, then it scores\./);
  }));
