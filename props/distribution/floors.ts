/**
 * What generated programs are made of and what happens when they run: shares of programs, with floors that the generator must
 * not fall below. A hunt samples them and its summary shows them; a test fails when the generator drifts.
 *
 * @module
 */

/** Shares of programs in per cent that must be reached, by what is true of a program. */
export const SHARE_FLOORS = {
  "enters tier 2": 95,
  "runs at least 100 uops": 55,
  "makes several executors": 10,
  "deopts": 85,
  "deopts at three places": 4,
  "fails in a trace": 11,
  "exhausts an iterator in a trace": 55,
  "inlines a call": 18,
  "inlines a call in a call": 2,
  "is invalidated while it runs": 0.4,
  "ends a trace at its greatest length": 6,
  "ends a trace in an inner loop": 6,
  "ends a trace at a recursive call": 0.3,
  "ends a trace for calls too deep": 0.1,
  "has EXTENDED_ARG before a loop's end": 3.5,
  "has EXTENDED_ARG somewhere": 12,
  "raises in the end": 5,
  "loses a function's version": 1.5,
  "rebinds a function": 0.8,
  "has limits of its own": 8,
  "gets hot as late as at the pin": 4,
  "uses classes": 10,
  "uses generators": 3.2,
  "uses coroutines": 0.8,
  "uses with": 3.2,
  "uses comprehensions": 2.4,
  "uses match": 2.6,
  "uses except*": 1,
  "uses imports": 1.2,
  "uses f-strings": 0.8,
  "calls by name or with stars": 2.5,
  "monitors": 0.8,
  "leaves a trace in an inlined call": 6,
  "has an attempt without executor": 1,
  "has EXTENDED_ARG in a loop": 8,
  "announces an event": 3.5,
  "runs several times": 17,
  "has 256 units in a loop": 1.5,
  "breaks an assumption": 8,
} as const satisfies Record<string, number>;

/** What may be true of a program. */
export type Trait = keyof typeof SHARE_FLOORS;
