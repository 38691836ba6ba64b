import { assert, assertEquals } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import { PrngChoices } from "../core/choices.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { isPrintable, printPython } from "../generate/print/print.ts";
import { comparable, RealPython } from "./real_python.ts";

/** The first version whose comprehensions are inlined, as the pin's are. */
const LEAST = [3, 12] as const;

/** Printable Drafts that the claim is checked on. */
const DRAFTS = 150;

const SOURCE = `
class C:
    __slots__ = ("x",)
    def __init__(self, x):
        self.x = x
class D(C):
    def __len__(self):
        raise ValueError("no", self.x)
G = [1]
def f(a, b):
    emit({1, 2})
    b.append(D(a))
    b[-1].y = (None, 0.5, "s")
    G.append(f)
    host_invalidate(f)
    return len(b[-1]) if a else b
`;

Deno.test("one process of a real interpreter runs program after program and tells what each did", async () => {
  const python = await RealPython.start([3, 8]);
  if (python === null) {
    console.log("no python3 on PATH: the protocol is not checked");
    return;
  }
  const instance = "<D x=0 y=(None, 0.5, 's')>";
  assertEquals(await python.runSource(SOURCE, "(0, [])", 2), {
    module: { kind: "returned", text: "None", type: "NoneType" },
    results: [1, 2].map(() => ({ kind: "returned" as const, text: `[${instance}]`, type: "list" })),
    log: ["<set 2>", "<set 2>"],
    globals: [["G", "[1, <function f>, <function f>]"]],
    argsAfter: ["0", `[${instance}]`],
  });
  const raised = await python.runSource(SOURCE, "(1, [])", 1);
  assertEquals(raised.results, [{
    kind: "raised",
    type: "ValueError",
    message: "('no', 1)",
    names: ["f", "__len__"],
  }]);
  const broken = await python.runSource("1 // 0", "()", 1);
  assertEquals(broken.module, {
    kind: "raised",
    type: "ZeroDivisionError",
    message: "integer division or modulo by zero",
    names: ["<module>"],
  });
  assertEquals(broken.results, []);
  await python.close();
});

Deno.test("the reference does what a real interpreter does with the Python source of generated programs", async () => {
  const python = await RealPython.start(LEAST);
  if (python === null) {
    console.log(`no python3 of ${LEAST.join(".")} or later on PATH: generated programs are not compared with it`);
    return;
  }
  const choices = new PrngChoices(0);
  let run = 0;
  for (let index = 0; run < DRAFTS; index++) {
    choices.reseed(21, index);
    const draft = generateDraft(choices);
    if (!isPrintable(draft)) continue;
    run++;
    assertEquals(comparable(reference.run(lower(draft))), await python.run(draft), printPython(draft));
  }
  assert(run === DRAFTS);
  await python.close();
});
