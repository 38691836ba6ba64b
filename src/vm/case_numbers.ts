/**
 * Numbers of the cases of a run loop.
 *
 * @module
 */

/**
 * A table from opcodes or uops to the cases of a switch: those named count from 1 in their order, all others are 0. V8 makes a jump
 * table of cases that lie close together; of others it makes a chain of comparisons.
 */
export function caseNumbers(size: number, named: readonly number[]): readonly number[] {
  const numbers: number[] = [];
  for (let id = 0; id < size; id++) numbers.push(0);
  named.forEach((id, at) => numbers[id] = at + 1);
  return numbers;
}
