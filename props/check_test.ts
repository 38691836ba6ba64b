import { assert, assertEquals, assertThrows } from "@std/assert";
import { DEFAULT_LIMITS } from "../src/isa/engine.ts";
import { TierproofError } from "../src/isa/errors.ts";
import type { Program } from "../src/isa/program.ts";
import { ALL_REPAIRS } from "../src/isa/repairs.ts";
import { type UopName, UOPS } from "../src/isa/uops.ts";
import type { Pass } from "../src/optimizer/passes.ts";
import { uopOptimizer } from "../src/optimizer/uop_optimizer.ts";
import { tier1, tier2 } from "../src/vm/engine.ts";
import { reference } from "../reference/engine.ts";
import { checkBytes, checkEngine, checkOptimizer, checkPass, checkProgram } from "./check.ts";
import { PrngChoices } from "./core/choices.ts";
import { readFinding, replayStored, stringifyFinding } from "./core/finding_file.ts";
import { followPath } from "./core/shrink.ts";
import { decodeToken } from "./core/token.ts";
import { DEFAULT_PROFILE } from "./generate/draw/profile.ts";
import { PIN_WARM } from "./generate/draft/draft.ts";
import { bytesOfDraft } from "./generate/from_bytes.ts";
import { programOfSource } from "./python/program.ts";

/** A pass that drops all uops of one name. */
function without(name: UopName): Pass {
  const id = UOPS[name].id;
  return {
    name: `without ${name}`,
    run: (trace) => trace.map((uop) => uop.uop === id ? { uop: UOPS.NOP.id, oparg: 0, operand: 0 } : uop),
  };
}

Deno.test("checkPass() finds nothing wrong with a pass that changes nothing", () => {
  assertEquals(checkPass({ name: "identity", run: (trace) => trace }, { seed: 1, checks: 150 }), null);
});

Deno.test("checkPass() finds a dropped guard and shrinks the program", () => {
  for (const name of ["_GUARD_NOT_EXHAUSTED_RANGE", "_GUARD_BOTH_INT", "_GUARD_IS_TRUE_POP"] as const) {
    const failure = checkPass(without(name), { seed: 1, checks: 3000 });
    assert(failure !== null, `${name} is not missed`);
    assert(failure.program.codes.length <= 4, failure.text);
  }
});

Deno.test("checkPass() names the pass, the uops that it changed, and the first instruction where the state is another", () => {
  const id = UOPS._BINARY_OP_ADD_INT.id;
  const subtracting: Pass = {
    name: "subtracting",
    run: (trace) => trace.map((uop) => uop.uop === id ? { ...uop, uop: UOPS._BINARY_OP_SUBTRACT_INT.id } : uop),
  };
  const failure = checkPass(subtracting, { seed: 1, checks: 3000 });
  const divergence = failure?.divergence;
  assert(failure != null && divergence != null);
  assertEquals(divergence.blame?.pass, "subtracting");
  assertEquals(divergence.blame?.rewrite?.before.map(({ uop }) => uop), [id]);
  assertEquals(divergence.blame?.rewrite?.after.map(({ uop }) => uop), [UOPS._BINARY_OP_SUBTRACT_INT.id]);
  assertEquals(divergence.ran.at(-1)?.uop, UOPS._BINARY_OP_SUBTRACT_INT.id);
  assertEquals(divergence.difference.what, "stack");
  assert(
    /made by the pass subtracting, which at uop \d+ makes _BINARY_OP_ADD_INT into/.test(failure.text),
    failure.text,
  );
  const lost = checkPass(without("_GUARD_NOT_EXHAUSTED_RANGE"), { seed: 1, claims: ["equivalence"] });
  assertEquals(lost?.divergence?.difference.what, "place");
});

Deno.test("what checkPass() finds by a function written as Python has its token, its shrunk source, and a file", () => {
  const failure = checkPass(without("_GUARD_BOTH_INT"), { seed: 1, claims: ["slip-sources"] });
  assert(failure !== null);
  const { finding, plug, program } = failure;
  const { claim, seed, index, path } = decodeToken(finding.token, plug);
  assertEquals([claim, index], ["slip-sources", failure.check]);
  const subject = plug.subject(claim);
  const drawn = subject.generate(seed, index);
  const replayed = followPath(drawn, (each) => subject.shrink(each), path ?? []);
  assert(replayed !== null && finding.input.kind === "program");
  assertEquals(subject.codec.encode(replayed), finding.input);
  const source = finding.source ?? "";
  assert(source.length < (subject.explain(drawn).source as string).length / 2, source);
  // Its comments only move lines.
  const lineless = ({ codes, args, calls }: Program) => [codes.map(({ code, consts }) => [code, consts]), args, calls];
  assertEquals(lineless(programOfSource(source)), lineless(program));
  const stored = readFinding(JSON.parse(stringifyFinding(finding, plug)), plug);
  assertEquals(replayStored(stored, plug, stored.mended)?.signature, finding.signature);
});

Deno.test("checkOptimizer() shows where an optimizer goes wrong, though it cannot look into it", () => {
  const wrong = uopOptimizer({ passes: [without("_GUARD_NOT_EXHAUSTED_RANGE")] });
  const failure = checkOptimizer(wrong, { seed: 1 });
  assertEquals([failure?.divergence?.difference.what, failure?.divergence?.blame], ["place", null]);
});

Deno.test("checkPass() finds a dropped _SET_IP", () => {
  assert(checkPass(without("_SET_IP"), { seed: 1, checks: 3000 }) !== null);
});

Deno.test("checkOptimizer() and checkEngine() find nothing in the repaired engines, and the pin's defect in the pinned one", () => {
  assertEquals(checkOptimizer(uopOptimizer(), { seed: 2, checks: 150 }), null);
  assertEquals(checkEngine(tier1({ repairs: ALL_REPAIRS }), { seed: 3, checks: 100, limits: DEFAULT_LIMITS }), null);
  assertEquals(checkEngine(reference, { seed: 4, checks: 50 }), null);
  const failure = checkEngine(tier2(), { seed: 1, checks: 2000 });
  assert(failure !== null);
  assertEquals(checkEngine(tier2(), { seed: 1, checks: 2000 })?.text, failure.text);
});

Deno.test("checkBytes() finds and shrinks what a byte string shows", () => {
  const wrong = tier2({ passes: [without("_GUARD_NOT_EXHAUSTED_RANGE")], repairs: ALL_REPAIRS });
  const right = tier2({ repairs: ALL_REPAIRS });
  for (let index = 0;; index++) {
    assert(index < 100, "one of a hundred byte strings shows it");
    const bytes = bytesOfDraft(new PrngChoices(5, index), PIN_WARM);
    assertEquals(checkBytes(right, bytes), null);
    const failure = checkBytes(wrong, bytes);
    if (failure === null) continue;
    assert(failure.program.codes.length <= 3, failure.text);
    break;
  }
});

/** Functions written as Python come behind 250 checks: a few before them, and the first of them. */
const FROM = 208;

Deno.test("checks made piece by piece are the checks made at once, functions written as Python among them", () => {
  const lengthsOf = (pieces: readonly number[]): readonly number[] => {
    const lengths: number[] = [];
    const run: Pass["run"] = (trace) => {
      lengths.push(trace.length);
      return trace;
    };
    let from = FROM;
    for (const checks of pieces) {
      assertEquals(checkPass({ name: "watching", run }, { seed: 7, from, checks }), null);
      from += checks;
    }
    return lengths;
  };
  const lengths = lengthsOf([64]);
  assertEquals(lengthsOf([40, 24]), lengths);
  assert(
    lengths.some((length) => length > DEFAULT_LIMITS.maxTraceLength),
    "the limits of functions written as Python let traces be longer",
  );
});

Deno.test("options that would check nothing are refused, as nothing found is no verdict then", () => {
  const same: Pass = { name: "same", run: (trace) => trace };
  const wrong: readonly Record<string, unknown>[] = [
    { seed: NaN },
    { seed: -1 },
    { seed: "1" },
    { checks: -1 },
    { checks: 1.5 },
    { checks: NaN },
    { time: NaN },
    { from: -1 },
    { claims: "equivalence" },
    { repairs: 5 },
    { shrinkCandidates: -1 },
    { onReport: 3 },
    { "limits.fuel": 0, limits: {} },
    { limits: 5 },
    { "profile.loops": 0, profile: {} },
    { "profile.size": 0, profile: { ...DEFAULT_PROFILE, size: [5, 2] } },
    { "profile.themes": 0, profile: { ...DEFAULT_PROFILE, themes: DEFAULT_PROFILE.loops } },
    { "profile.rounds[1]": 0, profile: { ...DEFAULT_PROFILE, rounds: [1, NaN] } },
  ];
  for (const each of wrong) {
    const [name = ""] = Object.keys(each);
    assertThrows(() => checkPass(same, { seed: 1, checks: 1, ...each }), TierproofError, `${name}: `);
  }
  // What JavaScript lets through.
  const given = (value: unknown): never => value as never;
  assertThrows(() => checkPass(same, given(undefined)), TierproofError, "options: expected an object with a seed");
  assertThrows(() => checkPass(given(null), { seed: 1 }), TierproofError, "the pass");
  assertThrows(() => checkPass(given(undefined), { seed: 1 }), TierproofError, "the pass: expected");
  assertThrows(() => checkOptimizer(given(undefined), { seed: 1 }), TierproofError, "the optimizer");
  assertThrows(() => checkEngine(given(null), { seed: 1 }), TierproofError, "the engine");
  assertThrows(() => checkProgram(given(null), {}), TierproofError, "program: expected a program, found null");
  assertThrows(() => checkBytes(reference, given("abc")), TierproofError, "bytes: expected a Uint8Array");
  assertThrows(() => checkBytes(reference, new Uint8Array(), given({ limits: {} })), TierproofError, "limits.fuel");
});
