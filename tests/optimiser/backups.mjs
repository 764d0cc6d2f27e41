// Writes backups of learners whose memory is known, for compare.py: `node backups.mjs FOLDER`.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT, UNUSUAL, remembering, strangers } from "../acceptance/remembering.mjs";

const folder = process.argv[2];
if (!folder) throw new Error("say in which folder");
await mkdir(folder, { recursive: true });
for (const [name, parameters] of Object.entries({ default: DEFAULT, unusual: UNUSUAL })) {
  for (const seed of [1, 2]) {
    const { text, usable } = remembering({ parameters, cards: strangers(300), days: 300, seed });
    await writeFile(join(folder, `${name}-${seed}.json`), text);
    console.log(`${name}-${seed}.json: ${usable} usable reviews`);
  }
}
