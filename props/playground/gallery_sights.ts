/**
 * Examples of the gallery: what goes as it should, and is worth a look.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { type GalleryEntry, sight } from "./gallery_entry.ts";

/** Lambdas with these numbers: code objects, one address each. */
function lambdas(from: number, to: number): string {
  return `${Array.from({ length: to - from + 1 }, (_, i) => `lambda: ${from + i}`).join(", ")}\n`;
}

/** Programs that do what they should. */
export const SIGHTS: readonly GalleryEntry[] = [
  sight(
    "false-positive",
    "An executor is dropped that has nothing to do with it (no mistake)",
    "In round 30 the function spared is declared changed. The trace of the loop never calls it and is as right as before; it " +
      "is dropped all the same, and the plain interpreter runs the other rounds. An executor keeps what it depends on in a bloom filter, which " +
      "may answer yes too often: the six bits of spared are all set there, each by some function that the loop does call. " +
      "The pane Executors shows them below. (Which bits an object sets depends on its address; the lambdas are there to take up " +
      "addresses, nothing calls them.)",
    `${lambdas(1, 3)}def a():
    pass
def spared():
    pass
${lambdas(4, 8)}def b():
    pass
${lambdas(9, 10)}def c():
    pass
${lambdas(11, 14)}def d():
    pass
${lambdas(15, 18)}def e():
    pass
${lambdas(19, 25)}${lambdas(26, 31)}def f():
    for i in range(50):
        a(); b(); c(); d(); e()
        if i == 30:
            host_invalidate(spared)
`,
    { limits: { ...DEFAULT_LIMITS, backedgeThreshold: 16 } },
  ),
];
