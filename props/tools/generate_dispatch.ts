/**
 * Makes the two inner loops of the virtual machine from the tables of opcodes and uops: a switch that calls each handler and body
 * by its name runs twice as fast as a call through a table. `deno run -A props/tools/generate_dispatch.ts` writes them.
 *
 * @module
 */

import { OPCODE_NAMES, type OpcodeName, opcodeRow, OPCODES } from "../../src/isa/opcodes.ts";
import { type ExpandedUop, expansionOf, OPARG_SIZE } from "../../src/isa/expansion.ts";
import { UOP_NAMES, uopRow, UOPS } from "../../src/isa/uops.ts";
import { ADAPTIVE_DECREMENT } from "../../src/vm/specialize/adaptive_counter.ts";
import { ADAPTIVE, OWN_HANDLERS } from "../../src/vm/tier1/handlers.ts";
import { countingTier1Loop, countingTier2Loop } from "./counting_dispatch.ts";

const NOTE =
  "// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.";

/** The base form of a family: counts down, asks the specializer at zero, otherwise runs the generic body. */
function adaptiveCase(name: OpcodeName): string {
  return `      case ${OPCODES[name].opcode}: {
        frame.ip = ip;
        const counter = units[ip + 1] as number;
        if (counter < ${ADAPTIVE_DECREMENT}) {
          specialize_${name}(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - ${ADAPTIVE_DECREMENT};
          status = generic_${name}(m, oparg, ip);
        }
        break;
      }`;
}

/** One uop of an instruction, with its operand from the inline cache. */
function step({ name, size, offset }: ExpandedUop): string {
  const at = `ip + ${offset + 1}`;
  const body = `status = body_${name}`;
  switch (size) {
    case OPARG_SIZE.CACHE_1:
      return `${body}(m, oparg, units[${at}] as number);`;
    case OPARG_SIZE.CACHE_2:
      return `${body}(m, oparg, read32(units, ${at}));`;
    case OPARG_SIZE.CACHE_4:
      return `${body}(m, oparg, readPointer(units, ${at}));`;
    case OPARG_SIZE.TOP:
      return `${body}(m, oparg >> 4, 0);`;
    case OPARG_SIZE.BOTTOM:
      return `${body}(m, oparg & 15, 0);`;
    default:
      return `${body}(m, oparg, 0);`;
  }
}

/** Text of `src/vm/tier1/loop.ts`. */
export function tier1Loop(): string {
  const names = OPCODE_NAMES.filter((name) => opcodeRow(name).hot);
  const own = names.filter((name) => !(name in ADAPTIVE) && (name in OWN_HANDLERS || expansionOf(name).length === 0));
  const adaptive = names.filter((name) => name in ADAPTIVE);
  const expanded = names.filter((name) => !own.includes(name) && !adaptive.includes(name));
  const bodies = new Set(expanded.flatMap((name) => expansionOf(name).map((part) => part.name)));
  const constants = [
    ...own.map((name) => `const ${name} = HANDLERS[${OPCODES[name].opcode}] as Handler;`),
    ...adaptive.map((name) => `const { specialize: specialize_${name}, generic: generic_${name} } = ADAPTIVE.${name};`),
    ...[...bodies].map((name) => `const body_${name} = BODIES.${name};`),
  ];
  const cases = names.map((name) => {
    const { opcode } = OPCODES[name];
    if (own.includes(name)) return `      case ${opcode}: frame.ip = ip; status = ${name}(m, oparg, ip); break;`;
    if (adaptive.includes(name)) return adaptiveCase(name);
    return `      case ${opcode}: frame.ip = ip; ${expansionOf(name).map(step).join(" if (status === NEXT) ")} break;`;
  });
  return `${NOTE}
/**
 * Tier 1: the loop that runs adaptive bytecode.
 *
 * @module
 */

import { DEOPT_OF } from "../../isa/opcodes.ts";
import type { Value } from "../../object/values/value.ts";
import { BODIES } from "../bodies/table.ts";
import type { Handler } from "../bodies/uop_body.ts";
import { read32, readPointer } from "../specialize/caches.ts";
import { ADAPTIVE, HANDLERS } from "./handlers.ts";
import { LENGTH_OF } from "./lengths.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, FRAME, JUMP, NEXT, type Status } from "../status.ts";

${constants.join("\n")}

/** Runs the current frame from \`m.next\` until the frame that the run loop was started for is left; gives its value. */
export function interpret(m: Machine): Value {
  const { statistics } = m;
  let { frame } = m;
  let { units } = frame.code;
  let ip = m.next;
  for (;;) {
    let unit = units[ip] as number;
    let oparg = unit >>> 8;
    let opcode = unit & 0xff;
    while (opcode === ${OPCODES.EXTENDED_ARG.opcode}) {
      unit = units[++ip] as number;
      oparg = (oparg << 8) | (unit >>> 8);
      opcode = unit & 0xff;
    }
    statistics.instructions++;
    let status: Status;
    switch (opcode) {
${cases.join("\n")}
      default:
        // Where the pointer was is what INSTRUMENTED_LINE asks for.
        m.previousIp = frame.ip;
        frame.ip = ip;
        status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    }
    for (;;) {
      if (status === NEXT) {
        ip += LENGTH_OF[opcode] as number;
        break;
      }
      if (status === JUMP) {
        ip = m.next;
        break;
      }
      if (status === FRAME) {
        frame = m.frame;
        units = frame.code.units;
        ip = m.next;
        break;
      }
      if (status === DEOPT) {
        // A miss: the base form of the family runs on the stack as it is, the opcode stays.
        opcode = DEOPT_OF[opcode] as number;
      } else if (status === AGAIN) {
        opcode = (units[ip] as number) & 0xff;
      } else {
        return m.result;
      }
      status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    }
  }
}
`;
}

/** Text of \`src/vm/tier2/loop.ts\`. */
export function tier2Loop(): string {
  const names = UOP_NAMES.filter((name) => uopRow(name).hot);
  const lines: string[] = [];
  for (let i = 0; i < names.length; i += 4) lines.push(`  ${names.slice(i, i + 4).join(", ")},`);
  const cases = names.map((name) => {
    const operand = uopRow(name).operandUnits === undefined ? "0" : "operands[index] as number";
    return `      case ${UOPS[name].id}: status = ${name}(m, opargs[index] as number, ${operand}); break;`;
  });
  return `${NOTE}
/**
 * Tier 2: the loop that runs a trace.
 *
 * @module
 */

import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { BODIES, BODY_OF } from "../bodies/table.ts";
import type { Body } from "../bodies/uop_body.ts";
import type { Machine } from "../machine.ts";
import { NEXT, type Status, TOP } from "../status.ts";

const {
${lines.join("\n")}
} = BODIES;

/** Runs the uops of an executor from the first one on; gives the status of the one that leaves the trace. */
export function runTrace(m: Machine, executor: UopExecutor): Status {
  const { uops, opargs, operands } = executor;
  let index = 0;
  for (;;) {
    m.uopIndex = index;
    let status: Status;
    switch (uops[index]) {
${cases.join("\n")}
      default: status = (BODY_OF[uops[index] as number] as Body)(m, opargs[index] as number, operands[index] as number);
    }
    index++;
    if (status === NEXT) continue;
    m.statistics.uops += index;
    m.traceUops += index;
    if (status !== TOP) return status;
    index = 0;
    m.burnFuel();
  }
}
`;
}

/** Text of every file that is made here, by its path from this folder. */
export function dispatchFiles(): readonly (readonly [path: string, text: string])[] {
  return [
    ["../../src/vm/tier1/loop.ts", tier1Loop()],
    ["../../src/vm/tier1/counting_loop.ts", countingTier1Loop(tier1Loop())],
    ["../../src/vm/tier2/loop.ts", tier2Loop()],
    ["../../src/vm/tier2/counting_loop.ts", countingTier2Loop(tier2Loop())],
  ];
}

if (import.meta.main) {
  for (const [path, text] of dispatchFiles()) Deno.writeTextFileSync(new URL(path, import.meta.url), text);
}
