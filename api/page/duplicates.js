// Results in nearly the same words, folded in below the best of them: the measure is that of `kg.comparing.copies`.

const SIZE = 3; // syllables side by side
const SHORTEST = 8;
const COPIED = 0.7; // of the shorter text's runs

const folded = (words) => words.toLocaleLowerCase("vi").normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

function runs(text) {
  const syllables = folded(text).match(/[\p{L}\p{N}_]+/gu) || [];
  return new Set(syllables.slice(SIZE - 1).map((_, i) => syllables.slice(i, i + SIZE).join(" ")));
}

function alike(one, other) {
  const [short, long] = one.size < other.size ? [one, other] : [other, one];
  if (short.size < SHORTEST) return false;
  let shared = 0;
  for (const run of short) if (long.has(run)) shared += 1;
  return shared / short.size >= COPIED;
}

// Whether a task stands in a plan that another replaces (`kg.assembly.fates` words it).
const replaced = (result) => (result.fate || "").startsWith("đã bị thay thế");

// The results in their order, those that repeat an earlier one of another plan moved into its `duplicates`. What stands
// in a replaced plan leads only what does so too.
export function folding(results) {
  const kept = [];
  for (const result of results) {
    const own = runs(result.text);
    const first = result.kind === "task" && kept.find(([earlier, theirs]) => earlier.plan !== result.plan && alike(own, theirs));
    if (!first) kept.push([{ ...result, duplicates: [] }, own]);
    else if (!replaced(first[0]) || replaced(result)) first[0].duplicates.push(result);
    else {
      const { duplicates, ...behind } = first[0];
      first.splice(0, 2, { ...result, duplicates: [behind, ...duplicates] }, own);
    }
  }
  return kept.map(([result]) => result);
}
