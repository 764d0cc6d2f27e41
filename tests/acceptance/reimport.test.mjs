// Stories of roadmaps that change: what becomes of the cards, and of their history.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, open, rate, sessionState, site, stored, withBrowser } from "./browser.mjs";
import { alter, facts, roadmapsSettled } from "./changing.mjs";
import { add, choose, file, openImport, tally } from "./importing.mjs";
import { learn } from "./revising.mjs";

const COFFEE = `# Coffee

Coffee is a drink that
many people like.

## Beans

- **Arabica**: mild and acid.
- **Robusta**: strong and bitter.

## Questions

- Why does coffee taste bitter when the grind is too fine?

  Too much is extracted.
`;

const QUESTION = "Why does coffee taste bitter when the grind is too fine?";
const REWORDED = "Why does coffee taste so bitter if the grind is too fine?";
const COFFEE_REWORDED = COFFEE
  .replace(QUESTION, REWORDED)
  .replace("Too much is extracted.", "The water takes too much out.");

test("a reworded question keeps its history when the learner says so", () =>
  withBrowser(DESKTOP, async (page) => {
    await learn(page, COFFEE);
    await openImport(page);
    await choose(page, file("coffee.md", COFFEE_REWORDED));
    assert.equal(
      await page.locator(".import-figures").innerText(),
      "2 kept · 1 perhaps reworded",
    );
    const proposal = page.locator(".import-difference li", { hasText: REWORDED });
    await proposal.getByText(`before: ${QUESTION}`).waitFor();
    const same = proposal.getByRole("checkbox", { name: /Same card, reworded \(\d+% alike\)/ });
    assert.ok(!(await same.isChecked()), "nothing is decided for the learner");
    await same.check();
    assert.deepEqual(facts(await stored(page), "carried"), [], "nothing before it is added");
    await add(page);
    assert.equal(facts(await stored(page), "carried").length, 1);
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
    await open(page, "#/roadmap/coffee");
    await open(page);
    assert.equal(await page.getByText("perhaps reworded").count(), 0);
    await page.reload();
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
  }));

test("a proposal that is declined makes a new card, and the old one is asked no more", () =>
  withBrowser(DESKTOP, async (page) => {
    await learn(page, COFFEE);
    await openImport(page);
    await choose(page, file("coffee.md", COFFEE_REWORDED));
    await add(page);
    assert.deepEqual(facts(await stored(page), "carried"), []);
    assert.match(await tally(page, "coffee"), /3 cards · 2 learning · 1 new/);
    await open(page);
    await page.reload();
    await page.locator(".invitation-start").waitFor();
    assert.equal(await page.getByText("perhaps reworded").count(), 0, "it is not asked again");
    await open(page, "#/study");
    assert.equal((await sessionState(page)).question, REWORDED);
    // The words come back, and their history with them.
    await openImport(page);
    await choose(page, file("coffee.md", COFFEE));
    await add(page);
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
  }));

test("a roadmap under another title is a new version if the learner says so", () =>
  withBrowser(DESKTOP, async (page) => {
    await learn(page, COFFEE);
    await openImport(page);
    await choose(page, file("drinks.md", COFFEE.replace("# Coffee", "# All about coffee")));
    const document = page.locator(".import-document");
    await document.getByText("It looks like a new version of “Coffee”, from coffee.md.").waitFor();
    assert.equal(await document.locator(".import-figures").count(), 0);
    await document.getByRole("button", { name: "It is a new version of “Coffee”" }).click();
    await document.locator(".import-figures", { hasText: /^3 kept$/ }).waitFor();
    assert.ok(await document.locator("h3").evaluate((title) => title === globalThis.document.activeElement));
    await document.getByRole("button", { name: "Keep it apart" }).click();
    await document.locator(".import-figures").waitFor({ state: "detached" });
    await document.getByRole("button", { name: "It is a new version of “Coffee”" }).click();
    await document.locator(".import-figures").waitFor();
    await add(page);
    assert.match(await tally(page, "coffee"), /3 cards · 3 learning/);
    await open(page, "#/roadmap/coffee");
    assert.equal(await page.locator("h1").innerText(), "All about coffee");
    // An id of its own is stronger.
    await openImport(page);
    await choose(page, file("drinks.md", COFFEE.replace("# Coffee", "---\nid: other\n---\n# Coffee")));
    await document.getByRole("button", { name: /It is a new version/ }).click();
    await page.getByText("has an id of its own in its front matter").waitFor();
  }));

test("the lines that make no card are listed with the reason", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await choose(page, file("coffee.md", COFFEE));
    await page.locator("summary", { hasText: "Lines without a card" }).click();
    const skipped = page.locator("details", { hasText: "Lines without a card" }).last();
    assert.deepEqual(await skipped.locator("li").allInnerTexts(), [
      "line 1: a heading that asks nothing # Coffee",
      "lines 3–4: running text Coffee is a drink that",
      "line 6: a heading that asks nothing ## Beans",
      "line 11: a heading that asks nothing ## Questions",
    ]);
  }));

test("a bundled roadmap that changed carries what is sure, once, whatever tab is first", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page, browser) => {
    await open(page, "#/study");
    await rate(page);
    await open(page);
    await roadmapsSettled(page);
    assert.deepEqual(facts(await stored(page), "carried"), [], "there was nothing to compare");
    const before = await stored(page);
    const [card] = facts(before, "r").map(([card]) => card);
    await alter(browser, before, card);
    const other = await browser.newPage();
    await Promise.all([page.reload(), other.goto(site)]);
    await page.waitForFunction(() => Object.values(localStorage).join().includes(`"carried"`), null, { polling: 100 });
    await Promise.all([roadmapsSettled(page), roadmapsSettled(other)]);
    await page.reload();
    await roadmapsSettled(page);
    const carried = facts(await stored(page), "carried");
    assert.equal(carried.length, 1, "not once for each tab");
    assert.equal(carried[0][0], card);
    assert.match(await tally(page, "kubernetes-foundations"), /· 1 learning ·/);
    await open(page);
    assert.equal(await page.locator(".notice").count(), 0, "there is nothing to decide");
  }));

async function putAway(page, title) {
  await openImport(page);
  const roadmap = page.locator(".import-shelf > li", { hasText: title });
  await roadmap.locator("summary").click();
  await roadmap.getByRole("button", { name: "Remove this roadmap" }).click();
  await roadmap.getByRole("button", { name: "Put back" }).waitFor();
}

for (const [said, carries] of [["confirms", 1], ["declines", 0]]) {
  test(`a bundled roadmap that was reworded waits for the learner, who ${said}`, () =>
    withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page, browser) => {
      // What remains begins with a sentence, which can be misspelt and stay much the same.
      await putAway(page, "Kubernetes Foundations");
      await open(page, "#/study");
      const { question } = await sessionState(page);
      await rate(page);
      await open(page);
      await roadmapsSettled(page);
      const before = await stored(page);
      const [card] = facts(before, "r").map(([card]) => card);
      await alter(browser, before, card, question);
      await page.reload();
      const notice = page.locator(".notice", { hasText: "1 card of “Kubernetes Mastery”: perhaps reworded." });
      await notice.getByRole("link", { name: "Look" }).click();
      await page.getByRole("heading", { name: "Kubernetes Mastery" }).waitFor();
      await page.getByText(`before: ${question}`).waitFor();
      await page.getByRole("link", { name: "Later" }).click();
      await notice.getByRole("link", { name: "Look" }).click();
      const same = page.getByRole("checkbox", { name: /Same card, reworded/ });
      await same.waitFor();
      if (carries) await same.check();
      await page.getByRole("button", { name: "Done" }).click();
      await page.locator(".invitation").waitFor();
      await notice.waitFor({ state: "detached" });
      await page.reload();
      await roadmapsSettled(page);
      assert.equal(await notice.count(), 0, "it is not asked again");
      assert.equal(facts(await stored(page), "carried").length, carries);
      const learning = carries ? /· 1 learning ·/ : /^\d+ cards · \d+ new/;
      assert.match(await tally(page, "kubernetes-mastery"), learning);
      await open(page, "#/review/kubernetes-mastery");
      await page.getByText("Nothing waits for you here").waitFor();
    }));
}
