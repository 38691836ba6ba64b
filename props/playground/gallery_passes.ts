/**
 * Examples of the gallery: a slip of each example pass.
 *
 * @module
 */

import { type GalleryEntry, slip } from "./gallery_entry.ts";

/** One for each file of `examples/passes`. */
export const SLIPS: readonly GalleryEntry[] = [
  slip(
    "redundant_guards.ts",
    "redundantGuardsSlip",
    "A pass drops a guard that is needed",
    "This pass takes guards away where the type is known. It forgets that the variable may have been bound anew by the time the " +
      "loop comes round: text is a tuple at last, and the trace adds it as if it were a str.",
    `# args: ["ab"]
def f(text):
    for i in range(20):
        r = text + text
        if i:
            text = ()
    return r
`,
  ),
  slip(
    "dead_stores.ts",
    "deadStoresSlip",
    "A pass drops a store that is seen after all",
    "This pass takes stores away that are overwritten before anybody reads them. But a guard in between may leave the trace, and " +
      "the plain interpreter then reads the variable that was never stored.",
    `def f():
    for i in range(3):
        for i in range(20):
            pass
`,
  ),
  slip(
    "constant_globals.ts",
    "constantGlobalsSlip",
    "A pass takes a global for a constant",
    "This pass writes the value of a global into the trace. The function h changes the global, and nothing tells the trace: it " +
      "goes on with the old value.",
    `G = 1
def h(i):
    global G
    G = i
def f():
    for i in range(20):
        h(i)
        r = G
    return r
`,
  ),
  slip(
    "constant_folding.ts",
    "constantFoldingSlip",
    "A pass folds a variable of another frame",
    "This pass reads a variable that was set to a constant as that constant. It mixes up the variables of an inlined function " +
      "with those of its caller.",
    `def g():
    v = 1
    return v
def f():
    for i in range(20):
        i = g()
`,
  ),
  slip(
    "redundant_set_ip.ts",
    "redundantSetIpSlip",
    "A pass drops an instruction pointer that an error needs",
    "This pass takes micro-ops away that keep the place current where nothing can fail. It thinks so of calls of functions " +
      "written in C; next() without arguments fails, at a place that the trace never set.",
    `def f():
    for i in range(20):
        try:
            next()
        except TypeError:
            pass
`,
  ),
];
