/**
 * The name that was probably meant, for error messages (`_Py_CalculateSuggestions`).
 *
 * @module
 */

const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;
/** Cost of inserting, deleting or replacing a character; a change of case costs half. */
const MOVE_COST = 2;
const CASE_COST = 1;

function substitutionCost(a: number, b: number): number {
  if ((a & 31) !== (b & 31)) return MOVE_COST;
  if (a === b) return 0;
  const lower = (c: number) => c >= 65 && c <= 90 ? c + 32 : c;
  return lower(a) === lower(b) ? CASE_COST : MOVE_COST;
}

/** Weighted edit distance, or something above `limit` when it exceeds that. */
function distance(a: string, b: string, limit: number): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const left = a.slice(start, endA);
  const right = b.slice(start, endB);
  if (left === "" || right === "") return (left.length + right.length) * MOVE_COST;
  if (left.length > MAX_LENGTH || right.length > MAX_LENGTH) return limit + 1;
  let row = Array.from({ length: left.length + 1 }, (_, i) => i * MOVE_COST);
  for (let j = 1; j <= right.length; j++) {
    const next = [j * MOVE_COST];
    for (let i = 1; i <= left.length; i++) {
      const substitute = (row[i - 1] as number) + substitutionCost(left.charCodeAt(i - 1), right.charCodeAt(j - 1));
      next.push(Math.min(substitute, (row[i] as number) + MOVE_COST, (next[i - 1] as number) + MOVE_COST));
    }
    row = next;
  }
  return row[left.length] as number;
}

/** The candidate nearest to `name`, or null when none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  if (candidates.length >= MAX_CANDIDATES) return null;
  let best = Number.MAX_SAFE_INTEGER;
  let found: string | null = null;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    // No more than a third of the characters may change.
    const limit = Math.min(Math.floor((name.length + candidate.length + 3) * MOVE_COST / 6), best - 1);
    const cost = distance(name, candidate, limit);
    if (cost > limit) continue;
    if (cost < best) {
      best = cost;
      found = candidate;
    }
  }
  return found;
}
