// Stories of updates: a page and its files are always of one version, and no rating is lost.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DESKTOP, rate, sessionState, stored, until, withProfile } from "./browser.mjs";
import { Host, renew, version, withCopy } from "./hosting.mjs";
import { everythingIsCached, findUpdate, isWaiting, openAt } from "./offline.mjs";

const runningVersion = (page) => page.locator("meta[name=build]").getAttribute("content");

/** The names of the style sheets that the application runs with, without that of the importer. */
const sheets = (page) =>
  page.evaluate(() => {
    const names = [...document.styleSheets].map((sheet) => sheet.href.split("/").pop());
    return names.filter((name) => !name.startsWith("importer-")).sort();
  });

/** How many reviews are in storage. */
async function reviews(page) {
  const texts = Object.entries(await stored(page)).filter(([key]) => key.startsWith("waymark/journal/"));
  const runs = texts.map(([, text]) => JSON.parse(text.slice(text.indexOf("\n"))));
  return runs.flatMap((run) => run.events).filter(([, fact]) => fact.r).length;
}

const notice = (page) => page.getByRole("region", { name: "New version" });

const cacheCount = (page) => page.evaluate(async () => (await caches.keys()).length);

/** A host with a copy of the site, and a browser that has visited it. */
function withVisited(story) {
  return withCopy((copy) =>
    withProfile(async (launch) => {
      const host = await new Host(copy).start();
      try {
        await launch(DESKTOP, async (page) => {
          await openAt(page, host);
          await everythingIsCached(page);
        });
        await story({ copy, host, launch });
      } finally {
        await host.stop();
      }
    }));
}

test("an update waits while a session runs, and comes when the learner says so", () =>
  withVisited(async ({ copy, host, launch }) => {
    const before = await version(copy);
    await launch(DESKTOP, async (page, browser) => {
      await openAt(page, host, "#/study");
      await rate(page);
      const old = await sheets(page);
      const after = await renew(copy, "second");
      assert.notEqual(after, before);
      await findUpdate(page);
      await isWaiting(page);
      // The session goes on, on the files that it began with.
      const card = await sessionState(page);
      await rate(page);
      assert.notDeepEqual(await sessionState(page), card);
      assert.equal(await notice(page).count(), 0, "nothing is said in the middle of a session");
      assert.equal(await runningVersion(page), before);
      // Another tab is opened meanwhile: of the same version, since its worker is.
      const other = await browser.newPage();
      await openAt(other, host, "#/import");
      await other.getByText("Choose files").waitFor();
      assert.equal(await runningVersion(other), before);
      assert.deepEqual(await sheets(other), old);
      await openAt(other, host, "#/study");
      await sessionState(other);

      await page.evaluate(() => (location.hash = "#/"));
      await notice(page).getByRole("button", { name: "Use it now" }).click();
      await until(page, (after) => document.querySelector("meta[name=build]")?.content === after, after);
      await page.locator(".invitation-start").waitFor();
      assert.notDeepEqual(await sheets(page), old);
      assert.equal(await reviews(page), 2);
      // The other tab was not touched: it has its card, its version, and the files of that.
      assert.equal(await runningVersion(other), before);
      await rate(other);
      await other.evaluate(() => (location.hash = "#/import"));
      await other.getByText("Choose files").waitFor();
      assert.equal(await cacheCount(page), 2);
      await other.evaluate(() => (location.hash = "#/settings"));
      await notice(other).getByRole("button", { name: "Use it now" }).click();
      await until(other, (after) => document.querySelector("meta[name=build]")?.content === after, after);
      // Nobody runs the old version now.
      await until(other, async () => (await caches.keys()).length === 1);
      assert.equal(await reviews(other), 3);
    });
  }));

test("an update comes by itself at the next cold start", () =>
  withVisited(async ({ copy, host, launch }) => {
    let after;
    await launch(DESKTOP, async (page) => {
      await openAt(page, host, "#/study");
      await rate(page);
      after = await renew(copy, "third");
      await findUpdate(page);
      await isWaiting(page);
      await rate(page);
    });
    await host.stop();
    await launch(DESKTOP, async (page) => {
      await openAt(page, host);
      await until(page, (after) => document.querySelector("meta[name=build]")?.content === after, after);
      await page.locator(".invitation-start").waitFor();
      assert.equal(await reviews(page), 2);
      // What worked without a host before the update does so after it.
      await openAt(page, host, "#/import");
      await page.getByText("Choose files").waitFor();
      await until(page, async () => (await caches.keys()).length === 1);
    });
    await host.start();
  }));

test("an update comes by itself when the only page is loaded anew, and the session is where it was", () =>
  withVisited(async ({ copy, host, launch }) => {
    await launch(DESKTOP, async (page) => {
      await openAt(page, host, "#/study");
      await rate(page);
      const card = await sessionState(page);
      const after = await renew(copy, "anew");
      await findUpdate(page);
      await isWaiting(page);
      await page.reload();
      await until(page, (after) => document.querySelector("meta[name=build]")?.content === after, after);
      assert.deepEqual(await sessionState(page), card);
      assert.equal(await reviews(page), 1);
    });
  }));

test("an update that was uploaded by half is not taken, and the next one is", () =>
  withVisited(async ({ copy, host, launch }) => {
    await launch(DESKTOP, async (page) => {
      const before = await version(copy);
      await openAt(page, host, "#/study");
      host.instead = (name) => (name.endsWith(".css") ? { status: 404, type: "text/plain", body: "" } : undefined);
      await renew(copy, "half");
      // The browser says that the worker could not be installed.
      await findUpdate(page);
      await until(page, async () => {
        const { installing, waiting } = await navigator.serviceWorker.getRegistration();
        return !installing && !waiting;
      });
      assert.equal(await cacheCount(page), 1);
      await rate(page);
      assert.equal(await runningVersion(page), before);
      host.instead = () => undefined;
      const after = await renew(copy, "whole");
      await findUpdate(page);
      await isWaiting(page);
      await page.evaluate(() => (location.hash = "#/"));
      await notice(page).getByRole("button", { name: "Use it now" }).click();
      await until(page, (after) => document.querySelector("meta[name=build]")?.content === after, after);
      assert.equal(await reviews(page), 1);
    });
  }));

const STUCK = {
  "answers no navigation": `self.addEventListener("fetch", (event) => event.respondWith(Promise.reject("broken")));`,
  "answers with an old page": `self.addEventListener("fetch", (event) => {
    if (event.request.mode === "navigate") {
      event.respondWith(new Response("<!doctype html><title>Old</title><p>Old.",
        { headers: { "content-type": "text/html" } }));
    }
  });`,
};

for (const [what, code] of Object.entries(STUCK)) {
  test(`a stuck worker that ${what} is replaced`, () =>
    withCopy((copy) =>
      withProfile(async (launch) => {
        const host = await new Host(copy).start();
        const text = `self.addEventListener("install", () => self.skipWaiting());
          self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));\n${code}`;
        host.instead = (name) => (name === "service-worker.js" ? { type: "text/javascript", body: text } : undefined);
        await launch(DESKTOP, async (page) => {
          await openAt(page, host);
          await until(page, () => Boolean(navigator.serviceWorker.controller));
        });
        host.instead = () => undefined;
        await launch({ ...DESKTOP, isLenient: true }, async (page) => {
          // Each attempt makes the browser look for a new worker, a second after it.
          const deadline = Date.now() + 30_000;
          while ((await page.locator(".invitation-start").count()) === 0) {
            assert.ok(Date.now() < deadline, "the application never came");
            await page.goto(host.url).catch(() => {});
            await page.waitForTimeout(8_000);
          }
          await everythingIsCached(page);
        });
        await host.stop();
      })));
}

test("the way out removes the worker and its caches, and keeps the history", () =>
  withVisited(async ({ host, launch }) => {
    const removal = await readFile(
      join(process.env.WAYMARK_SOURCES, "crates", "web", "scripts", "remove-worker.js"), "utf8");
    await launch(DESKTOP, async (page) => {
      await openAt(page, host, "#/study");
      await rate(page);
      host.instead = (name) => (name === "service-worker.js" ? { type: "text/javascript", body: removal } : undefined);
      host.asked = [];
      await findUpdate(page);
      await until(page, async () => (await caches.keys()).length === 0).catch(() => {});
      // It loads every page anew, from the host.
      await until(page, () => !navigator.serviceWorker.controller);
      assert.ok(host.asked.includes(""));
      await sessionState(page);
      assert.equal(await reviews(page), 1);
    });
  }));
