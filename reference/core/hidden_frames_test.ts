import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { programOfSource } from "../../props/python/program.ts";
import { reference } from "../engine.ts";

/** Calls a class three times, in what `between` does before each. */
const source = (between: string): string => `
class C:
    def __init__(self, a): pass
def other(self, b): pass
def g():
    try: emit(C(0))
    except RecursionError: pass
def f():
    for i in (0, 1, 2):
        ${between}
        g()
`;

/** What three calls of the class give where so many frames are allowed. */
function told(between: string, recursionLimit: number): string {
  const { log, reason } = reference.run(programOfSource(source(between)), { ...DEFAULT_LIMITS, recursionLimit });
  return reason ?? `${log.length}`;
}

Deno.test("from its second call on a class has a hidden frame below __init__, which counts against the recursion limit", () => {
  assertEquals([4, 5, 6].map((limit) => told("pass", limit)), ["0", "1", "3"]);
});

Deno.test("whether a class whose __init__ has other code keeps its hidden frame is not said: where that decides, the run is given up", () => {
  const swap = "C.__init__.__code__ = other.__code__";
  assertEquals([4, 5, 6].map((limit) => told(swap, limit)), ["0", "depth", "3"]);
});
