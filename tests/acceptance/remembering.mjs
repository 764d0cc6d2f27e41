// A learner whose memory is known: asked by SM-2 on their days, and remembering by FSRS-6 with
// parameters of their own. Everything comes from the seed.

import { backupOfRuns } from "./history.mjs";

const DAY = 86_400_000;
const [AGAIN, HARD, GOOD, EASY] = [2, 3, 4, 5];

/** The parameters that the authors of FSRS-6 fitted to many learners. */
export const DEFAULT = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
  0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/** Somebody who forgets sooner than most, and whose memories grow less; as in crates/evidence/tests. */
export const UNUSUAL = [
  0.1, 0.4, 0.9, 3, 7, 0.6, 2.5, 0.01, 1.2, 0.25, 0.6, 0.9, 0.1, 0.35, 1, 0.5, 1.5, 0.5425, 0.0912,
  0.0658, 0.3,
];

const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const grade = (rating) => rating - AGAIN + 1;

/** FSRS-6 by these parameters, for reviews on different days. */
function memory(w) {
  const decay = -w[20];
  const factor = 0.9 ** (1 / decay) - 1;
  const difficulty = (g) => w[4] - Math.exp(w[5] * (g - 1)) + 1;
  return {
    recall: (card, days) => (1 + (factor * days) / card.stability) ** decay,
    first: (rating) => ({
      stability: w[grade(rating) - 1],
      difficulty: clamp(difficulty(grade(rating)), 1, 10),
    }),
    after: ({ stability: s, difficulty: d }, rating, recall) => {
      const g = grade(rating);
      const grown =
        s *
        (1 +
          Math.exp(w[8]) *
            (11 - d) *
            s ** -w[9] *
            (Math.exp((1 - recall) * w[10]) - 1) *
            (rating === HARD ? w[15] : 1) *
            (rating === EASY ? w[16] : 1));
      const lost = Math.min(
        w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * Math.exp((1 - recall) * w[14]),
        s / Math.exp(w[17] * w[18]),
      );
      const moved = d + (-w[6] * (g - 3) * (10 - d)) / 9;
      return {
        stability: clamp(rating === AGAIN ? lost : grown, 0.001, 36_500),
        difficulty: clamp(w[7] * difficulty(4) + (1 - w[7]) * moved, 1, 10),
      };
    },
  };
}

/** A backup of so many cards, begun `perDay` a day, over so many days until yesterday. */
export function remembering({ parameters, cards, days, perDay = 5, seed = 1, now = Date.now() }) {
  let state = seed;
  const share = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  // The first numbers of small seeds are alike.
  for (let skipped = 0; skipped < 9; skipped += 1) share();
  const { recall, first, after } = memory(parameters);
  const known = [];
  const runs = [];
  let usable = 0;
  for (let day = 0; day < days; day += 1) {
    const answers = [];
    for (const card of known) {
      if (card.due > day) continue;
      const chance = recall(card, day - card.last);
      const luck = share();
      const rating = share() >= chance ? AGAIN : luck < 0.2 ? HARD : luck < 0.9 ? GOOD : EASY;
      answers.push([card.id, rating]);
      usable += 1;
      Object.assign(card, after(card, rating, chance));
      if (rating !== AGAIN) card.ease = Math.max(1.3, card.ease + [-0.14, 0, 0.1][rating - HARD]);
      card.successes = rating === AGAIN ? 0 : card.successes + 1;
      const grown = [1, 1, 6][card.successes] ?? Math.ceil(card.interval * card.ease - 1e-9);
      card.interval = grown;
      card.last = day;
      // A day or two late now and then, as life has it.
      card.due = day + grown + Math.floor(share() ** 2 * 4);
    }
    for (let fresh = 0; fresh < perDay && known.length < cards.length; fresh += 1) {
      const luck = share();
      const rating = luck < 0.3 ? AGAIN : luck < 0.4 ? HARD : luck < 0.9 ? GOOD : EASY;
      const id = cards[known.length];
      answers.push([id, rating]);
      const successes = rating === AGAIN ? 0 : 1;
      const ease = 2.5 + (rating === HARD ? -0.14 : rating === EASY ? 0.1 : 0);
      known.push({ id, ...first(rating), ease, successes, interval: 1, last: day, due: day + 1 });
    }
    if (answers.length === 0) continue;
    const instant = Math.floor(now / DAY) * DAY - (days - day) * DAY + 17 * 3_600_000;
    runs.push({
      replica: (seed * 65_536 + day + 1).toString(16).padStart(16, "0"),
      first: 0,
      instant,
      offset: 60,
      events: answers.map(([id, rating]) => [1_000, { r: [id, rating, 7_000] }]),
    });
  }
  const text = backupOfRuns(runs, now);
  return { text, usable };
}

/** That many ids of cards that no roadmap here has. */
export const strangers = (count) =>
  Array.from({ length: count }, (_, at) => (at + 1).toString(16).padStart(16, "0"));
