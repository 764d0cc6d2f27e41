// Draws the icons of the manifest from crates/web/icon.svg, and its screenshots from the
// application, into crates/web/static.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PHONE, open, pastSameTap, sessionState, withBrowser } from "./browser.mjs";

const web = join(process.env.WAYMARK_SOURCES, "crates", "web");
const drawing = await readFile(join(web, "icon.svg"), "utf8");
// The system cuts its own shape out of these: colour to the edges, the mark well within.
const full = drawing.replace('rx="5" ', "");
const padded = full.replace(/<path/, '<path transform="translate(2.4 2.4) scale(0.8)"');

async function icon(page, name, size, svg) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  const path = join(web, "static", name);
  await page.screenshot({ path, omitBackground: true });
}

async function screenshot(page, name, scale) {
  const session = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, ...page.viewportSize(), scale };
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80, clip });
  await writeFile(join(web, "static", name), Buffer.from(data, "base64"));
}

await withBrowser({ serviceWorkers: "block" }, async (page) => {
  await icon(page, "icon-192.png", 192, drawing);
  await icon(page, "icon-512.png", 512, drawing);
  await icon(page, "icon-maskable-512.png", 512, padded);
  await icon(page, "apple-touch-icon.png", 180, full);
});
await withBrowser({ ...PHONE, colorScheme: "light", serviceWorkers: "block" }, async (page) => {
  await open(page, "#/study");
  await sessionState(page);
  await pastSameTap(page);
  await page.getByRole("button", { name: "Show answer" }).tap();
  await page.locator(".answer").waitFor();
  await screenshot(page, "screenshot-phone.webp", PHONE.deviceScaleFactor);
});
const desktop = { viewport: { width: 1280, height: 800 }, colorScheme: "light" };
await withBrowser({ ...desktop, serviceWorkers: "block" }, async (page) => {
  await open(page);
  await page.locator(".invitation-start").waitFor();
  await screenshot(page, "screenshot-desktop.webp", 1);
});
