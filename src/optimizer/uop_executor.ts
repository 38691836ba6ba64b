/**
 * The executor that runs a trace of uops.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import type { BloomFilter } from "./bloom_filter.ts";
import { Executor } from "./executor.ts";
import { OptimizerApiError } from "./optimizer.ts";
import { type Trace, uopLabel } from "./trace.ts";
import { FLOAT64, INT32, UINT16 } from "./view_arena.ts";

const NO_CONSTANTS: readonly unknown[] = [];

/** A uop executor (`_PyUOpExecutorObject`): a sequence of (name, oparg, operand). */
export class UopExecutor extends Executor {
  /** Name of the pin's type. */
  readonly type = "uop_executor";
  /** The uops. */
  declare readonly trace: Trace;
  /** Ids of the uops; with the two arrays below the form that the tier-2 interpreter runs. */
  declare readonly uops: Uint16Array;
  /** Opargs as signed 32 bits. */
  declare readonly opargs: Int32Array;
  /** Operands; exact up to 2**53, as addresses are. Anything wider is exact in the trace only. */
  declare readonly operands: Float64Array;
  /** Values of the constants that passes added, by oparg of `LOAD_CONST` less {@linkcode TRACE_CONSTANTS}. */
  declare readonly constants: readonly unknown[];

  /** An executor that is not in any index yet; takes the filter over. */
  constructor(trace: Trace, dependencies: BloomFilter, constants: readonly unknown[] = NO_CONSTANTS) {
    super(dependencies);
    const { length } = trace;
    const uops = UINT16.take(length);
    const opargs = INT32.take(length);
    const operands = FLOAT64.take(length);
    for (let i = 0; i < length; i++) {
      const instruction = trace[i] as Trace[number];
      uops[i] = instruction.uop;
      opargs[i] = instruction.oparg;
      if (instruction.operand !== 0) operands[i] = Number(instruction.operand);
    }
    this.trace = trace;
    this.constants = constants;
    this.uops = uops;
    this.opargs = opargs;
    this.operands = operands;
  }

  /** Number of uops (`uop_len`). */
  get length(): number {
    return this.trace.length;
  }

  /** One uop (`uop_item`). Throws {@linkcode OptimizerApiError} (IndexError) outside `0 .. length - 1`. */
  item(index: number): readonly [name: string, oparg: number, operand: number | bigint] {
    this.checkAlive("item");
    const instruction = this.trace[index];
    if (instruction === undefined) throw new OptimizerApiError("IndexError", "");
    return [uopLabel(instruction.uop), instruction.oparg, instruction.operand];
  }

  /** `is_valid`. */
  isValid(): boolean {
    return this.valid;
  }

  /** Never called: the tier-2 interpreter runs traces itself (`_PyUopExecute`). */
  override execute(): number {
    throw new InvariantError("execute: expected the tier-2 interpreter to run the trace");
  }
}
