// The moves of a learner who restores a backup.

import { open } from "./browser.mjs";

/** Chooses a backup on the settings page, which is open. */
export const giveBackup = (page, text) =>
  page.locator("[name=restore]").setInputFiles({
    name: "backup.json",
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });

/** Waits until a backup is restored; one with years of reviews takes its time. */
export const restored = (page) => page.getByText("Restored: ").waitFor({ timeout: 120_000 });

/** Restores a backup. */
export async function restore(page, text) {
  await open(page, "#/settings");
  await giveBackup(page, text);
  await restored(page);
}
