// Months of a learner who comes most evenings: new cards in order, each asked again as SM-2 would.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [AGAIN, HARD, GOOD, EASY] = [2, 3, 4, 5];

/** A backup of version 1 that holds these runs of events, and was made then. */
export const backupOfRuns = (runs, made = 0) =>
  JSON.stringify({ format: "waymark-backup", version: 1, made, runs, unreadable: [] });

/** A backup of that many evenings until yesterday, with eight new cards on each. */
export function evenings(cards, days, now = Date.now()) {
  let state = 11;
  const below = (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const waiting = [...cards];
  let known = [];
  const runs = [];
  for (let day = 0; day < days; day += 1) {
    // Now and then an evening is something else.
    if (below(9) === 0) continue;
    const asked = known.filter((card) => card.due <= day);
    const fresh = waiting.splice(0, asked.length > 60 ? 2 : 8).map((id) => ({ id, interval: 0, ease: 2.5 }));
    known = [...known, ...fresh];
    const events = [...asked, ...fresh].map((card) => {
      const luck = below(100);
      const rating = luck < 9 ? AGAIN : luck < 20 ? HARD : luck < 85 ? GOOD : EASY;
      const grown = card.interval < 1 ? 1 : card.interval < 6 ? 6 : Math.round(card.interval * card.ease);
      card.interval = rating === AGAIN ? 1 : grown;
      card.ease = Math.max(1.3, card.ease + [-0.2, -0.14, 0, 0.1][rating - AGAIN]);
      card.due = day + card.interval;
      const took = 3_000 + below(15_000);
      return [took + below(2_000), { r: [card.id, rating, took] }];
    });
    const instant = Math.floor(now / DAY) * DAY - (days - day) * DAY + (17 + below(4)) * HOUR;
    runs.push({ replica: (day + 1).toString(16).padStart(16, "0"), first: 0, instant, offset: 60, events });
  }
  return backupOfRuns(runs, now);
}
