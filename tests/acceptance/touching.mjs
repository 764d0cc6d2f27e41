// A finger on the screen.

/** A finger that goes over these places, and what `meanwhile` sees before it is lifted. */
export async function finger(page, [first, ...rest], meanwhile = async () => {}) {
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  await touch("touchStart", [first]);
  for (const place of rest) await touch("touchMove", [place]);
  await meanwhile();
  await touch("touchEnd", []);
  await session.detach();
}

/** The way of a finger to the side. */
export const across = (by) => [[200, 300], [200 + by / 4, 302], [200 + by / 2, 303], [200 + by, 304]];
