// Every page: what stands there, by address, by link, and within the page's own policy.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, open, sessionState, site, withBrowser } from "./browser.mjs";
import { browse } from "./finding.mjs";

test("links lead from page to page, and back", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page);
    const pages = page.getByRole("navigation", { name: "Pages" });
    await pages.getByRole("link", { name: "Roadmap" }).click();
    await page.getByRole("heading", { level: 1, name: "Kubernetes Foundations" }).waitFor();
    assert.equal(await pages.locator("[aria-current=page]").innerText(), "Roadmap");
    await pages.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "Kubernetes Foundations" }).waitFor();
    await pages.getByRole("link", { name: "Today" }).click();
    await page.locator(".invitation-start").click();
    await sessionState(page);
    assert.equal(await page.title(), "Study · Waymark");
    await page.getByRole("link", { name: "Leave the session" }).click();
    await page.locator(".invitation-start").waitFor();
    await page.goto(`${site}#/nowhere`);
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  }));

test("a page opens at its top, however far down one was on the page before", () =>
  withBrowser(PHONE, async (page) => {
    await open(page, "#/settings");
    await page.getByRole("button", { name: "Delete everything…" }).scrollIntoViewIfNeeded();
    assert.ok(await page.evaluate(() => scrollY > 500));
    await page.getByRole("link", { name: "Today" }).tap();
    await page.locator(".invitation-start").waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight + 50));
    assert.equal(await page.evaluate(() => scrollY), 0);
  }));

/** Waits until the page stands there; it may be a part of a pixel off. */
const stands = (page, place) =>
  page.waitForFunction((place) => Math.abs(scrollY - place) < 2, place);

/** Goes down by so many pixels, as a learner would, and says where that is. */
async function goDown(page, pixels) {
  await page.evaluate((pixels) => scrollTo(0, pixels), pixels);
  const place = await page.evaluate(() => scrollY);
  assert.ok(place > 300, `the page is long: ${place}`);
  return place;
}

test("Back and Forward lead to where one was on a long page, and a new page to its top", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    const heading = (name) => page.getByRole("heading", { level: 1, name }).waitFor();
    await browse(page);
    await page.getByRole("button", { name: /^Show 100 more/ }).click();
    const far = page.locator(".browse-row").nth(120).getByRole("link");
    await far.waitFor();
    await far.evaluate((link) => scrollTo(0, link.getBoundingClientRect().top + scrollY - 300));
    const inBrowse = await page.evaluate(() => scrollY);
    assert.ok(inBrowse > 5_000, `${inBrowse}`);
    await far.tap();
    await page.getByRole("heading", { name: "Where it stands" }).waitFor();
    await stands(page, 0);
    const onCard = await goDown(page, 400);
    await page.goBack();
    await heading("Browse");
    await stands(page, inBrowse);
    await page.goForward();
    await page.getByRole("heading", { name: "Where it stands" }).waitFor();
    await stands(page, onCard);
    await page.getByRole("link", { name: "Statistics" }).tap();
    await heading("Statistics");
    await stands(page, 0);
    await page.goBack();
    await stands(page, onCard);
  }));

test("a roadmap is as one left it: what was open is open, and the page stands there", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/roadmap/kubernetes-foundations");
    await page.locator(".phase-toggle").last().click();
    const cards = page.locator("summary .section-count");
    const section = page.locator(".phase").last().locator("details.section:not(.practice)", { has: cards }).last();
    await section.locator("summary").first().click();
    const leave = section.getByRole("link", { name: "Browse its cards" });
    await leave.scrollIntoViewIfNeeded();
    const place = await goDown(page, await page.evaluate(() => scrollY));
    await leave.click();
    await page.locator(".browse-row").first().waitFor();
    await stands(page, 0);
    await page.goBack();
    await leave.waitFor();
    await stands(page, place);
  }));

test("a page that is loaded anew stands where it stood, and so do those before it", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").waitFor();
    const inSettings = await goDown(page, 1_500);
    await page.evaluate(() => (location.hash = "#/roadmap/kubernetes-foundations"));
    await page.locator(".phase").first().waitFor();
    await stands(page, 0);
    const onRoadmap = await goDown(page, 700);
    await page.waitForFunction(() => Object.values(history.state.places).includes(scrollY));
    await page.reload();
    await page.locator(".phase").first().waitFor();
    await stands(page, onRoadmap);
    await page.goBack();
    await page.locator("[name=new-per-day]").waitFor();
    await stands(page, inSettings);
  }));

test("who moves before the page is there is left where they are", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").waitFor();
    await goDown(page, 1_500);
    await page.getByRole("link", { name: "Today" }).click();
    await page.locator(".invitation-start").waitFor();
    // The page is longer than the window already, but not as long as the one that is awaited.
    await page.evaluate(() => {
      document.documentElement.style.minHeight = `${innerHeight + 400}px`;
      addEventListener("hashchange", () => scrollTo(0, 50), { once: true });
    });
    await page.goBack();
    await page.locator("[name=new-per-day]").waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await stands(page, 50);
  }));

test("the roadmap shows its phases and sections with progress", () =>
  withBrowser(PHONE, async (page) => {
    await open(page, "#/study");
    await page.getByRole("button", { name: "Show answer" }).tap();
    await page.locator(".rating[data-rating=good]").waitFor();
    await page.waitForFunction((then) => Date.now() - then > 210, Date.now());
    await page.locator(".rating[data-rating=good]").tap();
    await page.locator(".answer").waitFor({ state: "detached" });
    await open(page, "#/roadmap/kubernetes-foundations");
    const phases = page.locator(".phase");
    await phases.first().waitFor();
    assert.ok((await phases.count()) >= 4);
    assert.match(await phases.first().locator(".tally-words").innerText(), /1 learning/);
    const section = phases.first().locator("details").first();
    assert.match(await section.locator("summary").innerText(), /1 of \d+ begun/);
    await section.locator("summary").tap();
    assert.ok((await section.locator(".prose").innerText()).length > 50);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
  }));

test("settings hold after a reload and change the day", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("5");
    await page.locator("[name=new-per-day]").press("Enter");
    await page.locator("[name=ratings]").selectOption("6");
    await page.locator("[name=day-start]").selectOption("2");
    await page.reload();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    assert.equal(await page.locator("[name=new-per-day]").inputValue(), "5");
    assert.equal(await page.locator("[name=ratings]").inputValue(), "6");
    assert.equal(await page.locator("[name=day-start]").inputValue(), "2");
    await open(page);
    assert.equal(await page.locator(".invitation-figure").innerText(), "5 cards for today");
    await open(page, "#/study");
    await page.keyboard.press("Space");
    assert.equal(await page.locator(".rating").count(), 6);
  }));

test("a number that is no limit changes nothing", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page, "#/settings");
    const field = page.locator("[name=new-per-day]");
    await field.fill("-3");
    await field.press("Tab");
    await page.waitForFunction(() => document.querySelector("[name=new-per-day]").value === "20");
    await page.reload();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    assert.equal(await field.inputValue(), "20");
  }));

test("nothing is fetched from elsewhere, and nothing breaks the policy", () =>
  withBrowser(DESKTOP, async (page, browser) => {
    const foreign = [];
    browser.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== new URL(site).origin && protocol !== "data:") foreign.push(request.url());
    });
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    const answer = await page.goto(site);
    assert.match(answer.headers()["content-security-policy"], /script-src 'self' 'wasm-unsafe-eval'/);
    assert.match(answer.headers()["content-security-policy"], /img-src 'self' blob:; media-src 'self' blob:;/);
    for (const fragment of ["#/", "#/study", "#/roadmap/kubernetes-foundations", "#/settings", "#/import"]) {
      await open(page, fragment);
      assert.deepEqual(await page.evaluate(() => window.violations), [], fragment);
    }
    assert.deepEqual(foreign, []);
    const markup = await page.content();
    assert.ok(!/<script(?![^>]*\ssrc=)/.test(markup), "no inline script");
    assert.ok(!/\sstyle=/.test(markup), "no inline style");
  }));
