// Roadmaps that come in another version than they did before.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { built } from "./hosting.mjs";

/** What the facts of that name say, in all segments of the journal. */
export function facts(stored, name) {
  const texts = Object.entries(stored).filter(([key]) => key.startsWith("waymark/journal/"));
  const runs = texts.map(([, text]) => JSON.parse(text.slice(text.indexOf("\n"))));
  const events = runs.flatMap((run) => run.events.map(([, fact]) => fact));
  return events.filter((fact) => name in fact).map((fact) => fact[name]);
}

/** Waits until the importer has compared the roadmaps with what they were before. */
export async function roadmapsSettled(page) {
  const isSettled = () => page.evaluate(async () => {
    const { held, pending } = await navigator.locks.query();
    const names = [...held, ...pending].map((lock) => lock.name);
    return localStorage.getItem("waymark/roadmaps") !== null && !names.includes("waymark-roadmaps");
  });
  for (let tries = 0; !(await isSettled()); tries += 1) {
    assert.ok(tries < 200, "the roadmaps are settled");
    await new Promise((done) => setTimeout(done, 50));
  }
}

/**
 * From now on the bundled roadmaps come as another build's, in which `card` has another id, and if its `question`
 * is given, other words in question and answer as well. Everything stays as long as it is.
 */
export async function alter(browser, stored, card, question) {
  const [[, , content]] = facts(stored, "imported");
  // Made once: a page that goes away in the middle of a request has no answer to change.
  const change = async (prefix, further) => {
    const name = (await readdir(built)).find((name) => name.startsWith(prefix) && name.endsWith(".bin"));
    const body = await readFile(join(built, name));
    // The first byte of a varint holds its lowest bits, so the length stays.
    body[place(body, varint(content))] ^= 1;
    further?.(body);
    await browser.route(`**/${name}`, (route) => route.fulfill({ body }));
  };
  // Both files name the document that they are of.
  await change("texts-");
  await change("roadmaps-", (body) => {
    const altered = place(body, varint(card));
    body[altered] ^= 1;
    if (!question) return;
    // The question may be in several runs; its last words are in one.
    const end = question.slice(question.lastIndexOf(": ") + 2).replace(/\?$/, "");
    const at = body.indexOf(end, altered);
    assert.ok(at > 0, `the file says: ${end}`);
    misspell(body, at + end.search(/[a-z]{5,}/));
    const rest = body.subarray(at + end.length).toString("latin1");
    misspell(body, at + end.length + rest.search(/[a-z]{5,}/));
  });
}

function misspell(body, at) {
  body[at + 1] = body[at + 1] === "q".charCodeAt(0) ? "x".charCodeAt(0) : "q".charCodeAt(0);
}

function place(body, bytes) {
  const at = body.indexOf(bytes);
  assert.ok(at > 0, `${bytes.toString("hex")} is in the file`);
  return at;
}

/** The hexadecimal number as a varint, seven bits to a byte and the lowest first. */
function varint(hexadecimal) {
  const bytes = [];
  for (let rest = BigInt(`0x${hexadecimal}`); ; rest >>= 7n) {
    const byte = Number(rest & 0x7fn);
    if (rest < 0x80n) return Buffer.from([...bytes, byte]);
    bytes.push(byte | 0x80);
  }
}
