import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { Vm } from "../cpython/vm.ts";
import { programOfSource } from "../python/program.ts";
import { EDGE_OPERATIONS, edgeAnswers, edgePair, edgePairs, edgeProgram, edgeSource, shortened } from "./edges.ts";

const LIMITS = { ...DEFAULT_LIMITS, fuel: 1_000_000, maxSize: 1_000_000 };

Deno.test("there is an answer to every pair of every operation", () => {
  const answers = edgeAnswers();
  assertEquals(answers.map(({ length }) => length), EDGE_OPERATIONS.map(edgePairs));
  assert(answers.flat().length > 20_000);
});

Deno.test("every engine answers to every operation on every pair of edge values as the real interpreter did", () => {
  const answers = edgeAnswers();
  const differ: string[] = [];
  const { engines } = new Vm(NO_REPAIRS);
  EDGE_OPERATIONS.forEach((operation, at) => {
    const pairs = Array.from({ length: edgePairs(operation) }, (_, i) => edgePair(operation, i));
    const program = edgeProgram(programOfSource(edgeSource(operation)), pairs);
    for (const engine of engines) {
      const { log, status, reason } = engine.run(program, LIMITS);
      if (log.length !== pairs.length) differ.push(`${operation.text} on ${engine.name}: ${status} ${reason}`);
      log.forEach((text, i) => {
        const [a, b] = pairs[i]!;
        const expected = answers[at]?.[i];
        if (shortened(text) !== expected) {
          differ.push(
            `${operation.text} on ${engine.name} for ${a.text}, ${b.text}: ${shortened(text)} not ${expected}`,
          );
        }
      });
    }
  });
  assertEquals(differ.slice(0, 40), [], `${differ.length} differ`);
});
