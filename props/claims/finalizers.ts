/**
 * Program code that runs when an object dies in a trace sees the program where it is.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import type { ModelClaim, Verdict } from "./claim.ts";
import { drawnEquivalence } from "./equivalence.ts";
import { caseOf, drawSite, type SiteChanges, siteChanges } from "./scenarios/sources/draw_site.ts";
import { compiledList } from "./scenarios/sources/unpack.ts";

/** Rounds after which the loop is hot. */
const WARM = [1, 2, 3];

/** Module code: `sys`, and a class whose instances tell the instruction that let go of them. */
const HEAD = `tierproof-assembly 1
hosts emit host_invalidate_all
entry f
calls 1

code <module>
  stacksize 4
  names sys C f
  const 0
  const None
  const code(2)
  const "C"
  const code(3)
  begin
    RESUME 0
    LOAD_CONST 0
    LOAD_CONST 1
    IMPORT_NAME 0
    STORE_NAME 0
    LOAD_BUILD_CLASS
    PUSH_NULL
    LOAD_CONST 2
    MAKE_FUNCTION
    LOAD_CONST 3
    CALL 2
    STORE_NAME 1
    LOAD_CONST 4
    MAKE_FUNCTION
    STORE_NAME 2
    RETURN_CONST 1
  end
`;

/** The destructor, which may invalidate all executors besides. */
function destructor(invalidates: boolean): string {
  const more = invalidates ? "LOAD_GLOBAL 9\nCALL 0\nPOP_TOP\n" : "";
  return `code __del__
  params 1 0 0
  flags 0x3
  stacksize 6
  varnames self
  names emit sys _getframe f_lasti host_invalidate_all
  const 1
  const None
  begin
    RESUME 0
    ${more}LOAD_GLOBAL 1
    LOAD_GLOBAL 2
    LOAD_ATTR 5
    LOAD_CONST 0
    CALL 1
    LOAD_ATTR 6
    CALL 1
    POP_TOP
    RETURN_CONST 1
  end
code C
  stacksize 2
  names __del__
  const code(1)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    RETURN_CONST 1
  end
`;
}

/** Ways to let go of what \`t\` holds: by giving another variable that value, from the stack, by name. */
const LET_GO = [
  ["LOAD_FAST 3", "STORE_FAST 4"],
  ["LOAD_FAST_AND_CLEAR 3", "POP_TOP"],
  ["DELETE_FAST 3"],
];

function filler(choices: Choices): string[] {
  return Array.from({ length: choices.below(4) }, () => choices.bool() ? ["NOP"] : ["LOAD_FAST 1", "STORE_FAST 2"])
    .flat();
}

/** `for i in range(n): t = objects[i]; objects[i] = None; let go of t`, with instructions in between that do nothing. */
function loop(choices: Choices): string {
  // Every death is searched for, so a few have to do.
  const count = choices.int(6, 12);
  const letGo = LET_GO[choices.below(LET_GO.length)] as readonly string[];
  const body = [
    ...filler(choices),
    "LOAD_FAST 0",
    "LOAD_FAST 1",
    "BINARY_SUBSCR",
    "STORE_FAST 3",
    ...filler(choices),
    "LOAD_CONST 1",
    "LOAD_FAST 0",
    "LOAD_FAST 1",
    "STORE_SUBSCR",
    ...filler(choices),
    ...letGo,
    ...filler(choices),
  ];
  return `code f
  params 0 0 0
  flags 0x3
  stacksize 8
  varnames objects i y t x
  names range C
  const ${count}
  const None
  begin
    RESUME 0
    BUILD_LIST 0
    STORE_FAST 0
    LOAD_GLOBAL 1
    LOAD_CONST 0
    CALL 1
    GET_ITER
  F1:
    FOR_ITER F2
    STORE_FAST 1
    LOAD_FAST 0
    LOAD_GLOBAL 3
    CALL 0
    LIST_APPEND 1
    POP_TOP
    JUMP_BACKWARD F1
  F2:
    END_FOR
    LOAD_GLOBAL 1
    LOAD_CONST 0
    CALL 1
    GET_ITER
  L1:
    FOR_ITER L2
    STORE_FAST 1
    ${body.join("\n    ")}
    JUMP_BACKWARD L1
  L2:
    END_FOR
    RETURN_CONST 1
  end
`;
}

/** A loop that lets go of one object a round, its instructions drawn. */
function drawnLoop(choices: Choices): { readonly program: Program; readonly limits: Limits } {
  const program = assemble(`${HEAD}${destructor(choices.chance(1, 3))}${loop(choices)}`);
  const warm = WARM[choices.below(WARM.length)] as number;
  return { program, limits: { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm } };
}

let deaths: SiteChanges | null = null;

/** Objects die in a hot loop, one a round and more. */
export const finalizers: ModelClaim = {
  kind: "choices",
  name: "finalizers",
  what:
    "a destructor that runs in a trace sees the instruction that let go of the object, whatever that is, also when it invalidates " +
    "the trace",
  check(choices: Choices, vm: Vm): Verdict {
    if (choices.chance(1, 6)) return drawnEquivalence(drawnLoop(choices), vm, choices);
    const drawn = drawSite(choices, deaths ??= siteChanges({ sites: compiledList("deaths"), weight: 1 }));
    const verdict = drawnEquivalence(caseOf(drawn), vm, choices);
    if (verdict.kind !== "disagree") return verdict;
    return { ...verdict, place: { ...verdict.place, what: `${drawn.site.source.name}: ${verdict.place.what}` } };
  },
};
