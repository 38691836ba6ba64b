import { assert, assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "../../../src/isa/errors.ts";
import { validateProgram } from "../../../src/isa/validate.ts";
import { PrngChoices } from "../../core/choices.ts";
import { hunt } from "../../core/hunt.ts";
import { noneMended } from "../../core/target.ts";
import { vmPlug } from "../../cpython/plug.ts";
import { languageAround } from "./language.ts";

const SOURCE = `# args: [3]
def g(x, y=2):
    return x * y


def f(p):
    n = "a"
    n = 0
    for i in range(40):
        try:
            n += g(i)
            n -= p
        except NameError:
            n = 5
    return n
`;

Deno.test("programs around a source are valid, differ from it and from each other, and are the same for equal choices", () => {
  const language = languageAround(SOURCE);
  const texts = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const draft = language.generate(new PrngChoices(1, i));
    const text = language.source?.(draft) as string;
    validateProgram(language.lower(draft).program);
    assertEquals(language.source?.(language.generate(new PrngChoices(1, i))), text);
    texts.add(text);
  }
  assert(texts.size > 100, `${texts.size} texts`);
});

Deno.test("shrinking leaves out statements and changes, stays valid and ends", () => {
  const language = languageAround(SOURCE);
  let draft = language.generate(new PrngChoices(1, 9));
  for (let steps = 0;; steps++) {
    assert(steps < 100, "shrinking does not end");
    const [next] = [...language.shrink?.(draft) ?? []];
    if (next === undefined) break;
    validateProgram(language.lower(next).program);
    draft = next;
  }
  assertEquals(language.source?.(draft), "# args: [3]\n\n\ndef f(p):\n    pass\n");
});

Deno.test("a hunt around a source finds what is wrong near it, and shows the changed source", async () => {
  const language = languageAround(SOURCE);
  const plug = vmPlug({ language, floors: [] });
  const options = { plug, claim: "equivalence", mended: noneMended(), timeMs: Infinity, jobs: 1 };
  const { finding } = await hunt({ ...options, seed: 1, checks: 4000 });
  assert(finding !== null);
  assertEquals(finding.healedBy[0], "handler-lookup");
  assert(finding.units <= 40, `shrunk to ${finding.units} instructions`);
});

Deno.test("a source that cannot be compiled is refused at once", () => {
  assertEquals(assertThrows(() => languageAround("def f(:\n"), TierproofError).code, "source");
});
