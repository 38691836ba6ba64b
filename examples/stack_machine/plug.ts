/**
 * The foreign machine as a plug: how its programs are drawn and written down (a language), what runs them (a target), and what
 * must hold (a claim). Hunts, shrinking, tokens, reports and campaigns come from the core.
 *
 * ```sh
 * deno task hunt --module examples/stack_machine/plug.ts --seed 1
 * ```
 *
 * @module
 */

import { TierproofError } from "../../mod.ts";
import {
  AGREE,
  type Attacked,
  attackedBySet,
  type AttackTarget,
  type Choices,
  disagree,
  type Language,
  type Plug,
  plugOf,
  type PlugSource,
  type ProgramClaim,
  weights,
} from "../../props/mod.ts";
import { type Code, defectOf, type Instruction, LOCALS, type Op, optimize, run, simpler, textOf } from "./machine.ts";

const INTS = weights(4, 4, 3, 1);
const STATEMENTS = weights(5, 2, 1, 4);
const ARITHMETIC: readonly Op[] = ["add", "sub", "mul"];

/** Code that leaves an int, of at most so many levels. */
function drawInt(choices: Choices, depth: number): Code {
  const kind = depth === 0 ? choices.below(2) : choices.weighted(INTS);
  if (kind === 0) return [{ op: "get", n: choices.below(LOCALS) }];
  if (kind === 1) {
    return [{ op: "const", n: choices.chance(1, 8) ? choices.int(-0x8000_0000, 0x7fff_ffff) : choices.int(0, 9) }];
  }
  const operands = [...drawInt(choices, depth - 1), ...drawInt(choices, depth - 1)];
  if (kind === 2) return [...operands, { op: ARITHMETIC[choices.below(3)] as Op, n: 0 }];
  return [...operands, { op: "swap", n: 0 }, { op: "sub", n: 0 }];
}

function drawFlag(choices: Choices, depth: number): Code {
  const int = (): Code => drawInt(choices, depth - 1);
  const kind = depth === 0 ? 0 : choices.below(3);
  if (kind === 0) return [{ op: "flag", n: choices.below(2) }];
  if (kind === 1) return [...int(), ...int(), { op: choices.bool() ? "less" : "equal", n: 0 }];
  const flag = drawFlag(choices, depth - 1);
  return choices.bool()
    ? [...flag, { op: "not", n: 0 }]
    : [...flag, ...drawFlag(choices, depth - 1), { op: "and", n: 0 }];
}

/** Code that leaves nothing. */
function drawStatements(choices: Choices, depth: number): Code {
  const code: Instruction[] = [];
  for (let left = choices.length(0, 4); left > 0; left--) {
    const kind = choices.weighted(STATEMENTS);
    if (kind === 3 && depth > 0) {
      const body = drawStatements(choices, depth - 1);
      code.push(...drawFlag(choices, 2), { op: "skip", n: body.length }, ...body);
    } else {
      const op: Op = kind === 1 ? "emit" : kind === 2 ? "drop" : "set";
      code.push(...drawInt(choices, 2), { op, n: op === "set" ? choices.below(LOCALS) : 0 });
    }
  }
  return code;
}

/** Its programs. Without `shrink` the choices that a program was drawn from would be shrunk, which is as good here, and slower. */
export const STACK_LANGUAGE: Language<Code, Code> = {
  name: "stack",
  version: 1,
  generate: (choices) => [...drawStatements(choices, 2), ...drawInt(choices, 2)],
  lower: (code) => code,
  shrink: simpler,
  codec: {
    encode: (code) => code,
    decode(value, path) {
      const defect = Array.isArray(value) ? defectOf(value as Code) : "it is no list of instructions";
      if (defect !== null) throw new TierproofError("program", `${path}: ${defect}`);
      return value as Code;
    },
  },
  size: (code) => ({ units: code.length, events: 0 }),
  print: textOf,
};

/** The machine with its optimizer, the slip in it mended or not: what claims are handed. */
export interface StackMachine extends Attacked<Code> {
  optimized(code: Code): Code;
}

/** What is attacked, with the one defect that is known of it. */
export const STACK_TARGET: AttackTarget<Code, StackMachine> = {
  name: "folding",
  defects: [{
    id: "maybe-skipped",
    what: "what instructions set that may be skipped is taken for certain behind them; repaired, it is forgotten",
  }],
  variants: { none: "slipping", all: "repaired" },
  attacked: attackedBySet(["maybe-skipped"], (mended) => ({
    mended,
    expected: "plain",
    optimized: (code) => optimize(code, mended.has("maybe-skipped")),
  })),
};

export const meaning: ProgramClaim<Code, StackMachine> = {
  kind: "program",
  name: "meaning",
  what: "the optimized program emits, leaves in its locals and gives what the program does",
  check(code, machine) {
    const right = run(code);
    const found = run(machine.optimized(code));
    for (const what of ["emitted", "locals", "stack"] as const) {
      const [left, other] = [right[what].join(" "), found[what].join(" ")];
      if (left !== other) return disagree({ what }, left, other, "folding");
    }
    return AGREE;
  },
};

/** What `--module` looks for. */
export const plug: Plug = plugOf({
  language: STACK_LANGUAGE,
  target: STACK_TARGET,
  claims: [meaning],
  explain({ input, mended }) {
    const code = input.kind === "program" ? input.program as Code : [];
    const body = textOf(STACK_TARGET.attacked(new Set(mended)).optimized(code));
    return { before: [], after: [{ title: "OPTIMIZED", note: "", body, notes: [] }] };
  },
});

/** What workers call: {@linkcode SOURCE} tells them where. */
export const loadPlug = (): Plug => plug;
export const SOURCE: PlugSource = { host: import.meta.url, module: null };
