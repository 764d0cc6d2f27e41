// Pictures and sounds for stories, and what the page makes of them.

import { deflateSync, crc32 } from "node:zlib";

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A picture of one colour, with nothing behind every other line. */
export function png(width, height, colour = [200, 40, 40]) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const lines = Array.from({ length: height }, (_, y) => {
    const dots = Array.from({ length: width }, () => [...colour, y % 2 ? 255 : 0]);
    return Buffer.from([0, ...dots.flat()]);
  });
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(lines))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A sound of one second. */
export function wav() {
  const head = Buffer.from("RIFF....WAVEfmt ....................data....", "latin1");
  head.writeUInt32LE(8_036, 4);
  head.writeUInt32LE(16, 16);
  head.set([1, 0, 1, 0], 20);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.set([1, 0, 8, 0], 32);
  head.writeUInt32LE(8_000, 40);
  const tone = Array.from({ length: 8_000 }, (_, at) => Math.round(128 + 100 * Math.sin(at * 0.3)));
  return Buffer.concat([head, Buffer.from(tone)]);
}

/** A file as the page is given it. */
export const media = (name, buffer) => ({ name, mimeType: "", buffer });

/** Waits until the picture of that selector is painted, and says how large it is in itself. */
export async function painted(page, selector) {
  const picture = page.locator(selector).first();
  await picture.waitFor();
  return picture.evaluate((img) => [img.complete && img.naturalWidth, img.naturalHeight]);
}

/** What of media the browser keeps: `roadmap/name` and how many bytes. */
export function kept(page) {
  return page.evaluate(async () => {
    const asked = (request) => new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes("waymark-media")) return {};
    const database = await asked(indexedDB.open("waymark-media"));
    const files = database.transaction("files").objectStore("files");
    const [keys, bytes] = [await asked(files.getAllKeys()), await asked(files.getAll())];
    const lengths = await asked(database.transaction("sizes").objectStore("sizes").getAll());
    database.close();
    if (bytes.some(({ length }, at) => length !== lengths[at])) throw new Error("sizes are not those of the files");
    return Object.fromEntries(keys.map((key, at) => [key.join("/"), lengths[at]]));
  });
}
