// The path of a roadmap: where the learner is, what waits, what they can do, what they practised.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, numbers, open, pastSameTap, rate, sessionState, withBrowser } from "./browser.mjs";
import { backupOfRuns } from "./history.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { cardsOf } from "./large.mjs";
import { restore } from "./restoring.mjs";

const DEPLOY = `---
id: deploy
---
# Deploying well

## Basics

### Words

- **Rollout**: a change that reaches the machines step by step.
- **Rollback**: going back to the version before.

### Practice

- I can roll back a bad release within five minutes.

## Further reading

Nothing to recall here.

## Tools

- **Helm**: packages for Kubernetes.
`;

async function addDeploy(page) {
  await openImport(page);
  await choose(page, file("deploy.md", DEPLOY));
  await add(page);
}

async function openDeploy(page) {
  await open(page, "#/roadmap/deploy");
  await page.locator(".phase").first().waitFor();
}

const look = (page) => page.locator(".station").evaluateAll((all) => all.map((one) => one.dataset.look));

test("the path shows where the learner is, and a phase opens when the one before is known", () =>
  withBrowser(DESKTOP, async (page) => {
    await addDeploy(page);
    await openDeploy(page);
    assert.deepEqual(await look(page), ["here", "waypoint", "held"]);
    const here = page.getByRole("region", { name: "Where you are" });
    await here.getByText("Phase 1 of 2: Basics").waitFor();
    await here.getByText("Not ready for phase 2 yet: begin 3 more cards.").waitFor();
    await page.getByText("New cards wait for phase 1.").waitFor();
    await open(page, "#/study");
    for (let cards = 0; cards < 3; cards += 1) await rate(page, "3");
    await openDeploy(page);
    assert.deepEqual(await look(page), ["known", "waypoint", "here"]);
    await page.getByText("Ready for phase 2.").waitFor();
    await here.getByText("Phase 2 of 2: Tools").waitFor();
  }));

test("a phase that waits is opened with one key, and stays open", () =>
  withBrowser(DESKTOP, async (page) => {
    await addDeploy(page);
    await openDeploy(page);
    await page.getByRole("button", { name: "Start it now: Tools" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("You opened this phase early.").waitFor();
    assert.deepEqual(await look(page), ["here", "waypoint", "open"]);
    await page.reload();
    await page.getByText("You opened this phase early.").waitFor();
  }));

test("a phase opens to its sections by keyboard, and says so", () =>
  withBrowser(DESKTOP, async (page) => {
    await addDeploy(page);
    await openDeploy(page);
    const tools = page.getByRole("button", { name: /Phase 2 ?Tools/ });
    assert.equal(await tools.getAttribute("aria-expanded"), "false");
    await tools.focus();
    await page.keyboard.press("Space");
    await page.waitForFunction(() => document.activeElement.getAttribute("aria-expanded") === "true");
    await page.locator("summary", { hasText: "Read it" }).click();
    await page.getByText("packages for Kubernetes").waitFor();
    await tools.focus();
    await page.keyboard.press("Space");
    await page.getByText("packages for Kubernetes").waitFor({ state: "detached" });
  }));

test("evidence is written, kept and changed; what was shown says until when", () =>
  withBrowser(PHONE, async (page) => {
    await addDeploy(page);
    await openDeploy(page);
    const list = page.getByRole("region", { name: "What you can do" });
    await list.getByText("Not shown yet").waitFor();
    await list.getByRole("button", { name: /Write evidence/ }).tap();
    await list.locator("textarea").fill("The shop, on 3 November:\nfour minutes.");
    await list.getByRole("button", { name: "Save" }).tap();
    await list.locator(".evidence").waitFor();
    // The focus is where it was before the editor came.
    await page.waitForFunction(() => document.activeElement.textContent === "Edit evidence");
    await page.reload();
    await list.getByText("four minutes.").waitFor();
    await list.getByRole("button", { name: /Edit evidence/ }).tap();
    assert.match(await list.locator("textarea").inputValue(), /^The shop/);
    await list.locator("textarea").fill("");
    await list.getByRole("button", { name: "Save" }).tap();
    await list.getByRole("button", { name: /Write evidence/ }).waitFor();
    await open(page, "#/study");
    for (let cards = 0; cards < 3; cards += 1) await rate(page, "3");
    await openDeploy(page);
    await page.getByRole("button", { name: /Phase 1.*Basics/ }).tap();
    await list.getByText("Shown; again tomorrow").waitFor();
    await list.getByText("1 of 1 shown").waitFor();
  }));

test("the practice loop remembers what was done, and takes it back", () =>
  withBrowser(DESKTOP, async (page) => {
    await addDeploy(page);
    await openDeploy(page);
    const openLoop = async () => {
      await page.locator("summary", { hasText: "Words" }).click();
      await page.locator("summary", { hasText: "Practice loop" }).first().click();
    };
    await openLoop();
    const build = page.getByRole("checkbox", { name: /Build/ });
    await build.check();
    await page.getByText("1 of 7").waitFor();
    await page.reload();
    await page.locator(".phase").first().waitFor();
    await openLoop();
    assert.ok(await build.isChecked());
    assert.match(await page.locator(".practice-day").nth(1).innerText(), /^\d+ \w+ \d{4}$/);
    await build.uncheck();
    await page.getByText("0 of 7").waitFor();
  }));

test("a deadline and limits of its own are kept; what is no limit changes nothing", () =>
  withBrowser(DESKTOP, async (page) => {
    await addDeploy(page);
    await openDeploy(page);
    const pace = page.locator("summary", { hasText: "Pace" });
    await pace.click();
    await page.locator("[name=deadline]").fill("2099-03-14");
    await page.getByText("All cards begun by 14 March 2099.").waitFor();
    const limit = page.locator("[name=roadmap-new-per-day]");
    await limit.fill("3");
    await limit.press("Tab");
    await limit.fill("-3");
    await limit.press("Tab");
    await page.waitForFunction(() => document.querySelector("[name=roadmap-new-per-day]").value === "3");
    await page.reload();
    await page.locator(".phase").first().waitFor();
    await pace.click();
    assert.equal(await page.locator("[name=deadline]").inputValue(), "2099-03-14");
    assert.equal(await limit.inputValue(), "3");
    assert.equal(await page.locator("[name=roadmap-reviews-per-day]").inputValue(), "");
  }));

test("a section is crammed before a talk, and the schedule stays as it was", () =>
  withBrowser(PHONE, async (page) => {
    await addDeploy(page);
    await open(page, "#/study");
    await rate(page, "3");
    await openDeploy(page);
    await page.getByText("Words", { exact: true }).click();
    await page.getByRole("link", { name: "Cram them" }).click();
    const counts = page.locator(".count:visible");
    await page.locator(".question").waitFor();
    assert.deepEqual(await counts.allInnerTexts(), ["2 to go", "0 to repeat"]);
    // What was not known comes back until it is.
    await rate(page, "1");
    await rate(page, "3");
    assert.deepEqual(await counts.allInnerTexts(), ["0 to go", "1 to repeat"]);
    // A page that was closed goes on where it was.
    await page.reload();
    await page.locator(".question").waitFor();
    assert.deepEqual(await counts.allInnerTexts(), ["0 to go", "1 to repeat"]);
    await page.getByRole("button", { name: "Show answer" }).click();
    await page.getByRole("button", { name: /Good.*done for today/ }).waitFor();
    await pastSameTap(page);
    await page.getByRole("button", { name: /^Good/ }).click();
    await page.getByRole("heading", { name: "All of it crammed" }).waitFor();
    await page.getByText("1 rating in").waitFor();
    await page.getByRole("link", { name: "Back to the roadmap" }).click();
    await page.locator(".phase").first().waitFor();
    // One card was begun before, and one is begun now.
    await page.locator(".phase-figures").first().getByText("1 of 3 begun").waitFor();
    await open(page, "#/study");
    // Of the twenty new cards of a day one was begun, by studying.
    const { counts: today } = await sessionState(page);
    assert.equal(numbers(today).new, 19);
  }));

test("a section says what was recalled when due, once there are enough reviews", () =>
  withBrowser(DESKTOP, async (page) => {
    await addDeploy(page);
    const [rollout] = cardsOf(DEPLOY);
    const days = Array.from({ length: 21 }, (_, day) => day);
    const runs = days.map((day) => ({
      replica: (day + 1).toString(16).padStart(16, "0"),
      first: 0,
      instant: 1_700_000_000_000 + day * 86_400_000,
      offset: 60,
      events: [[0, { r: [rollout, day % 4 === 1 ? 2 : 4, 6_000] }]],
    }));
    await restore(page, backupOfRuns(runs));
    await openDeploy(page);
    // The first of 21 reviews began the card; of the 20 others 5 were forgotten.
    await page.locator(".phase-figures").first().getByText("75% recalled when due").waitFor();
    await page.locator(".section-count").first().getByText("1 of 2 begun · 75% recalled when due").waitFor();
  }));

test("what is weakest is what was really forgotten, the worst first, and readiness waits for it", () =>
  withBrowser(DESKTOP, async (page) => {
    await addDeploy(page);
    const [rollout, rollback, mastery] = cardsOf(DEPLOY);
    // Seven days until yesterday, a rating a day: forgotten yesterday, forgotten more often but known
    // since, and known until it was forgotten yesterday.
    const [A, G] = [2, 4];
    const history = [
      [rollout, [G, G, G, A, G, G, A]],
      [rollback, [G, A, G, A, G, A, G]],
      [mastery, [G, G, G, G, G, G, A]],
    ];
    const now = Date.now();
    const runs = Array.from({ length: 7 }, (_, day) => ({
      replica: (day + 1).toString(16).padStart(16, "0"),
      first: 0,
      instant: now - (7 - day) * 86_400_000,
      offset: 60,
      events: history.map(([card, ratings]) => [1_000, { r: [card, ratings[day], 6_000] }]),
    }));
    await restore(page, backupOfRuns(runs));

    const weakest = page.getByRole("region", { name: "Weakest cards" }).getByRole("link");
    await openDeploy(page);
    const here = page.getByRole("region", { name: "Where you are" });
    await here.getByText("Not ready for phase 2 yet: recall 1 more of those begun.").waitFor();
    const [first, second] = ["What is meant by Rollout?", "What is meant by Rollback?"];
    const third = "Can you roll back a bad release within five minutes? Show it.";
    assert.deepEqual(await weakest.allInnerTexts(), [first, third, second]);
    // Each leads to its card, whose history says the same.
    await weakest.first().click();
    await page.getByRole("heading", { name: "History" }).waitFor();
    const lapses = page.locator(".facts dt", { hasText: "Lapses" }).locator("+ dd");
    assert.equal(await lapses.innerText(), "2");

    // All are recalled today: ready, and the one that was forgotten most often is the weakest.
    await open(page, "#/study");
    for (let due = 0; due < 3; due += 1) await rate(page, "3");
    await openDeploy(page);
    await page.getByText("Ready for phase 2.").waitFor();
    await page.getByRole("button", { name: /Phase 1.*Basics/ }).click();
    assert.deepEqual(await weakest.allInnerTexts(), [second, first, third]);
  }));
