/**
 * Makes the run loops of the virtual machine, three a tier, from one template each and the tables of opcodes and uops: a switch that
 * calls each handler and body by its name runs twice as fast as a call through a table. Its cases are numbered one after the other:
 * opcodes lie too far apart for V8 to make a jump table of them, and without one it compares them one by one.
 * `deno run -A props/tools/generate_dispatch.ts` writes them.
 *
 * @module
 */

import { assertNever } from "../../src/isa/errors.ts";
import { OPCODE_NAMES, type OpcodeName, opcodeRow, OPCODES } from "../../src/isa/opcodes.ts";
import { type ExpandedUop, expansionOf, OPARG_SIZE } from "../../src/isa/expansion.ts";
import { UOP_NAMES, uopRow } from "../../src/isa/uops.ts";
import { ADAPTIVE_DECREMENT } from "../../src/vm/specialize/adaptive_counter.ts";
import { ADAPTIVE, OWN_HANDLERS } from "../../src/vm/tier1/handlers.ts";

const NOTE =
  "// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.";

/**
 * What a loop does besides running. `plain`: nothing. `counting`: tells a `Coverage` of every instruction or uop. `watched`: tells
 * whoever there is, and looks for deaths; it calls everything through the table, as it is not made for speed.
 */
type Variant = "plain" | "counting" | "watched";

/** Opcodes of one byte. */
const OPCODE_COUNT = 256;

/** Label of the case of what stands at an index among those that have one. */
function caseLabel(at: number, name: string): string {
  return `case ${at + 1}: /* ${name} */`;
}

/** The declaration of the table from opcodes or uops to their cases. */
function caseTable(rows: string, number: string, size: number, names: readonly string[]): string {
  const list: string[] = [];
  for (let i = 0; i < names.length; i += 4) {
    list.push(`  ${names.slice(i, i + 4).map((name) => `${rows}.${name}.${number}`).join(", ")},\n`);
  }
  return `/** The case of each; 0: it is called through the table. */\nconst CASE_OF = caseNumbers(${size}, [\n${
    list.join("")
  }]);\n`;
}

/** The base form of a family: counts down, asks the specializer at zero, otherwise runs the generic body. */
function adaptiveCase(label: string, name: OpcodeName, pointer: string): string {
  return `      ${label} {
${pointer === "" ? "" : `        ${pointer}\n`}        const counter = units[ip + 1] as number;
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
    case OPARG_SIZE.FULL:
    case OPARG_SIZE.SAVE_RETURN_OFFSET:
      return `${body}(m, oparg, 0);`;
    default:
      return assertNever(size);
  }
}

/** The lines of a text that are not null, each with its line end. */
function lines(...parts: readonly (string | null)[]): string {
  return parts.map((part) => (part === null ? "" : `${part}\n`)).join("");
}

/** Imports what is used; null where that is nothing. */
function importOf(names: readonly string[], from: string): string | null {
  return names.length === 0 ? null : `import { ${names.join(", ")} } from "${from}";`;
}

/** A doc comment, with a line of its own for what a variant does besides. */
function doc(besides: string | null, text: string): string {
  return besides === null ? `/** ${text} */` : `/**\n * ${text}\n * ${besides}\n */`;
}

/** How the hot opcodes are called by name: what that needs, and the case of each; the pointer is set in each case, if at all. */
function hotOpcodes(pointer: string): { readonly constants: string; readonly cases: string } {
  const names = OPCODE_NAMES.filter((name) => opcodeRow(name).hot);
  const own = names.filter((name) => !(name in ADAPTIVE) && (name in OWN_HANDLERS || expansionOf(name).length === 0));
  const adaptive = names.filter((name) => name in ADAPTIVE);
  const expanded = names.filter((name) => !own.includes(name) && !adaptive.includes(name));
  const bodies = new Set(expanded.flatMap((name) => expansionOf(name).map((part) => part.name)));
  const constants = lines(
    ...own.map((name) => `const ${name} = HANDLERS[${OPCODES[name].opcode}] as Handler;`),
    ...adaptive.map((name) => `const { specialize: specialize_${name}, generic: generic_${name} } = ADAPTIVE.${name};`),
    ...[...bodies].map((name) => `const body_${name} = BODIES.${name};`),
  );
  const first = pointer === "" ? "" : `${pointer} `;
  const cases = lines(...names.map((name, at) => {
    const label = caseLabel(at, name);
    if (own.includes(name)) return `      ${label} ${first}status = ${name}(m, oparg, ip); break;`;
    if (adaptive.includes(name)) return adaptiveCase(label, name, pointer);
    return `      ${label} ${first}${expansionOf(name).map(step).join(" if (status === NEXT) ")} break;`;
  }));
  const numbered = pointer === "" ? names : [...names, "EXTENDED_ARG"];
  const numbers = caseTable("OPCODES", "opcode", OPCODE_COUNT, numbered);
  return { constants: `${constants}${numbers}`, cases: pointer === "" ? cases : `${cases}${prefixCase(names.length)}` };
}

/** Prefixes, and behind them the instruction, which goes through the table: the others need not look for prefixes. */
function prefixCase(at: number): string {
  return `      ${caseLabel(at, "EXTENDED_ARG")}
        do {
          unit = units[++ip] as number;
          oparg = (oparg << 8) | (unit >>> 8);
          opcode = unit & 0xff;
        } while (opcode === ${OPCODES.EXTENDED_ARG.opcode});
        m.previousIp = frame.ip;
        frame.ip = ip;
        status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
        break;
`;
}

const TIER1 = {
  plain: { title: "the loop that runs adaptive bytecode", name: "interpret", does: null },
  counting: { title: "the loop, counting", name: "interpretCounting", does: "Counts what it runs." },
  watched: {
    title: "the loop where objects die visibly",
    name: "interpretWithDeaths",
    does: "Looks for deaths after every instruction that may have dropped something.",
  },
} as const;

/** Text of a loop of tier 1. */
function tier1Loop(variant: Variant): string {
  const { title, name, does } = TIER1[variant];
  const counting = variant === "counting";
  const watched = variant === "watched";
  const coverage = counting ? "coverage." : watched ? "coverage?." : null;
  const hot = watched ? null : hotOpcodes(counting ? "" : "frame.ip = ip;");
  const told = (indent: string) => coverage === null ? null : `${indent}${coverage}opcode(opcode);`;
  const call = "status = (HANDLERS[opcode] as Handler)(m, oparg, ip);";
  const pointer = (indent: string) => `${indent}m.previousIp = frame.ip;\n${indent}frame.ip = ip;`;
  return `${NOTE}
/**
 * Tier 1: ${title}.
 *
 * @module
 */

import { DEOPT_OF${hot ? ", OPCODES" : ""} } from "../../isa/opcodes.ts";
import type { Value } from "../../object/values/value.ts";
${
    lines(
      hot && 'import { BODIES } from "../bodies/table.ts";',
      'import type { Handler } from "../bodies/uop_body.ts";',
      hot && 'import { caseNumbers } from "../case_numbers.ts";',
      counting ? 'import type { Coverage } from "../coverage.ts";' : null,
      watched ? 'import { mayDrop } from "../lifetime/let_go.ts";' : null,
      hot &&
        importOf(["read32", "readPointer"].filter((name) => hot.cases.includes(`${name}(`)), "../specialize/caches.ts"),
    )
  }import { ${hot ? "ADAPTIVE, " : ""}HANDLERS } from "./handlers.ts";
import { LENGTH_OF } from "./lengths.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, FRAME, JUMP, NEXT, type Status } from "../status.ts";

${hot ? `${hot.constants}\n` : ""}${
    doc(
      does,
      "Runs the current frame from `m.next` until the frame that the run loop was started for is left; gives its value.",
    )
  }
export function ${name}(m: Machine${counting ? ", coverage: Coverage" : ""}): Value {
  const { statistics${watched ? ", deaths, coverage" : ""} } = m;
  let { frame } = m;
  let { units } = frame.code;
  let ip = m.next;
  for (;;) {
    let unit = units[ip] as number;
    let oparg = unit >>> 8;
    let opcode = unit & 0xff;
${
    coverage === null ? "" : `    while (opcode === ${OPCODES.EXTENDED_ARG.opcode}) {
      ${coverage}opcode(opcode);
      unit = units[++ip] as number;
      oparg = (oparg << 8) | (unit >>> 8);
      opcode = unit & 0xff;
    }
`
  }${
    lines(
      coverage === null ? null : pointer("    "),
      "    statistics.instructions++;",
      told("    "),
      watched ? "    if (mayDrop(opcode)) deaths.before(m, opcode, oparg);" : null,
      "    let status: Status;",
      hot && `    switch (CASE_OF[opcode]) {\n${hot.cases}      default:`,
      coverage === null
        ? `        // Where the pointer was is what INSTRUMENTED_LINE asks for.\n${pointer("        ")}`
        : null,
      hot ? `        ${call}\n    }` : `    ${call}`,
    )
  }    for (;;) {
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
${
    lines(coverage && `        ${coverage}missed(opcode);`)
  }        // A miss: the base form of the family runs on the stack as it is, the opcode stays.
        opcode = DEOPT_OF[opcode] as number;
      } else if (status === AGAIN) {
        opcode = (units[ip] as number) & 0xff;
${lines(coverage && `        ${coverage}again(unit & 0xff, opcode);`)}      } else {
        return m.result;
      }
${lines(told("      "), `      ${call}`)}    }
${lines(watched ? "    deaths.notice(m);\n    if (mayDrop(opcode)) deaths.collect(m);" : null)}  }
}
`;
}

/** Numbers of uops end below it. */
const UOP_TABLE_SIZE = 512;

const TIER2 = {
  plain: { title: "the loop that runs a trace", name: "runTrace", does: null },
  counting: { title: "the loop, counting", name: "runTraceCounting", does: "Counts what it runs." },
  watched: {
    title: "the loop that an observer watches and where objects die visibly",
    name: "runTraceWatched",
    does: "Tells the observer of every uop, and looks for deaths after those that may have dropped something.",
  },
} as const;

/** Text of a loop of tier 2. */
function tier2Loop(variant: Variant): string {
  const { title, name, does } = TIER2[variant];
  const counting = variant === "counting";
  const watched = variant === "watched";
  const names = watched ? [] : UOP_NAMES.filter((each) => uopRow(each).hot);
  const groups: string[] = [];
  for (let i = 0; i < names.length; i += 4) groups.push(`  ${names.slice(i, i + 4).join(", ")},`);
  const cases = names.map((each, at) => {
    const operand = uopRow(each).operandUnits === undefined ? "0" : "operands[index] as number";
    return `      ${caseLabel(at, each)} status = ${each}(m, opargs[index] as number, ${operand}); break;`;
  });
  const call =
    "status = (BODY_OF[uops[index] as number] as Body)(m, opargs[index] as number, operands[index] as number);";
  const dot = counting ? "." : "?.";
  const invalidation = variant === "plain" ? null : `    if (valid && !executor.valid) {
      valid = false;
      coverage${dot}invalidated(uops[index] as number);
    }`;
  const telling = counting
    ? "    coverage.uop(previous, previous = uops[index] as number);"
    : "    observer?.uop?.(executor, index);\n    coverage?.uop(previous, previous = uops[index] as number);";
  return `${NOTE}
/**
 * Tier 2: ${title}.
 *
 * @module
 */

${
    lines(watched ? null : 'import { UOPS } from "../../isa/uops.ts";')
  }import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { ${watched ? "" : "BODIES, "}BODY_OF } from "../bodies/table.ts";
import type { Body } from "../bodies/uop_body.ts";
${
    lines(
      watched ? null : 'import { caseNumbers } from "../case_numbers.ts";',
      counting ? 'import { type Coverage, NO_UOP } from "../coverage.ts";' : null,
      watched ? 'import { NO_UOP } from "../coverage.ts";\nimport { uopMayDrop } from "../lifetime/let_go.ts";' : null,
    )
  }import type { Machine } from "../machine.ts";
import { NEXT, type Status, TOP } from "../status.ts";

${watched ? "" : `const {\n${groups.join("\n")}\n} = BODIES;\n${caseTable("UOPS", "id", UOP_TABLE_SIZE, names)}\n`}${
    doc(does, "Runs the uops of an executor from the first one on; gives the status of the one that leaves the trace.")
  }
export function ${name}(m: Machine, executor: UopExecutor${counting ? ", coverage: Coverage" : ""}): Status {
${
    lines(
      watched ? "  const { observer, coverage, deaths, showsDeaths } = m;" : null,
      variant === "plain" ? null : "  let previous = NO_UOP;\n  let { valid } = executor;",
    )
  }  const { uops, opargs, operands } = executor;
  let index = 0;
  for (;;) {
    m.uopIndex = index;
${
    lines(
      variant === "plain" ? null : telling,
      watched
        ? `    if (showsDeaths && uopMayDrop(uops[index] as number)) {\n      deaths.beforeUop(m, uops[index] as number, opargs[index] as number);\n    }\n    const ${call}`
        : `    let status: Status;\n    switch (CASE_OF[uops[index] as number]) {`,
    )
  }${watched ? "" : `${cases.join("\n")}\n      default: ${call}\n    }\n`}${lines(invalidation)}    index++;
${
    watched
      ? `    if (status === NEXT) {
      if (showsDeaths) {
        deaths.notice(m);
        if (uopMayDrop(uops[index - 1] as number)) deaths.collect(m);
      }
      continue;
    }
`
      : "    if (status === NEXT) continue;\n"
  }    m.statistics.uops += index;
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
    ["../../src/vm/tier1/loop.ts", tier1Loop("plain")],
    ["../../src/vm/tier1/counting_loop.ts", tier1Loop("counting")],
    ["../../src/vm/tier1/watched_loop.ts", tier1Loop("watched")],
    ["../../src/vm/tier2/loop.ts", tier2Loop("plain")],
    ["../../src/vm/tier2/counting_loop.ts", tier2Loop("counting")],
    ["../../src/vm/tier2/watched_loop.ts", tier2Loop("watched")],
  ];
}

if (import.meta.main) {
  for (const [path, text] of dispatchFiles()) Deno.writeTextFileSync(new URL(path, import.meta.url), text);
}
