/**
 * Support for the tests of this folder: code objects from text.
 *
 * @module
 */

import { codeUnit, opcodeOf } from "../isa/code_unit.ts";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { CACHE_UNITS_OF, type OpcodeName, OPCODES } from "../isa/opcodes.ts";
import { NO_REPAIRS } from "../isa/repairs.ts";
import type { FunctionVersions, TraceableCode } from "./code.ts";
import { initExecutor } from "./executor.ts";
import type { ExecutorIndex } from "./executor_list.ts";
import { OptimizerState, type OptimizerStateOptions } from "./optimizer.ts";
import { BloomFilter } from "./bloom_filter.ts";
import { TracePassContext, type TracePassContextOptions } from "./pass_context.ts";
import { parseTrace } from "./trace.ts";
import { UopExecutor } from "./uop_executor.ts";

/** How a test's code object is not ordinary. */
export interface TestCodeOptions {
  readonly name?: string;
  readonly address?: bigint;
  readonly version?: number;
}

/**
 * A code object from one instruction a line: `NAME [oparg] [: caches]`. Inline caches that are not given are 0; given ones
 * may be written `0x...`.
 */
export function testCode(text: string, options: TestCodeOptions = {}): TraceableCode {
  const units: number[] = [];
  for (const line of text.split("\n")) {
    const [head = "", tail = ""] = line.replace(/#.*/, "").split(":");
    const [name, oparg = "0"] = head.trim().split(/\s+/);
    if (name === undefined || name === "") continue;
    const row = OPCODES[name as OpcodeName];
    if (row === undefined) throw new Error(`test code: no opcode ${name}`);
    units.push(codeUnit(row.opcode, Number(oparg)));
    const given = tail.trim() === "" ? [] : tail.trim().split(/\s+/).map(Number);
    for (let i = 0; i < (CACHE_UNITS_OF[row.opcode] as number); i++) units.push(given[i] ?? 0);
  }
  return {
    name: options.name ?? "f",
    address: options.address ?? 0x7f00_0000_1000n,
    units,
    version: options.version ?? 1,
    executors: null,
  };
}

/** Function versions from a plain record. */
export function versions(functions: Readonly<Record<number, TraceableCode>> = {}): FunctionVersions {
  return { lookup: (version) => functions[version] ?? null };
}

/** The interpreter's side with nothing special about it. */
export function testState(options: Partial<OptimizerStateOptions> = {}): OptimizerState {
  return new OptimizerState({ functionVersions: versions(), ...options });
}

/** A context in which no program runs. */
export function testContext(options: Partial<TracePassContextOptions> = {}): TracePassContext {
  return new TracePassContext({
    code: testCode("NOP"),
    destUnit: 0,
    stackEntries: 0,
    repairs: NO_REPAIRS,
    limits: DEFAULT_LIMITS,
    dependencies: new BloomFilter(),
    functionVersions: versions(),
    interpreter: null,
    ...options,
  });
}

/** An initialised executor of the shortest trace that depends on the given addresses; the caller owns it. */
export function testExecutor(index: ExecutorIndex, ...addresses: bigint[]): UopExecutor {
  const filter = new BloomFilter(index.hash);
  for (const address of addresses) filter.add(address);
  const executor = new UopExecutor(parseTrace("_SET_IP 0\n_EXIT_TRACE"), filter);
  initExecutor(executor, index);
  return executor;
}

/** Units of all plain JUMP_BACKWARDs and ENTER_EXECUTORs. */
export function loopUnits(code: TraceableCode): number[] {
  const found: number[] = [];
  code.units.forEach((unit, at) => {
    const opcode = opcodeOf(unit);
    if (opcode === OPCODES.JUMP_BACKWARD.opcode || opcode === OPCODES.ENTER_EXECUTOR.opcode) found.push(at);
  });
  return found;
}
