/**
 * The machine with its loops over instructions: what engines run programs on.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import { PyException } from "../object/exception/exception.ts";
import { PyInstance } from "../object/type/instance.ts";
import type { PyFunction } from "../object/values/callable_values.ts";
import type { PyCode } from "../object/values/code.ts";
import type { PyFrame } from "../object/values/frame.ts";

import type { PyAnyGenerator, Thrown } from "../object/generator/generator.ts";
import type { PyObject, Value } from "../object/values/value.ts";
import type { PassInterpreter } from "../optimizer/pass_context.ts";
import { BACK_EDGE, type BackEdgeResult } from "../optimizer/optimizer.ts";
import { runFrame } from "./enter.ts";
import { behindPrefixes, localsForCall, newCallFrame } from "./frame/frame_stack.ts";
import { sendIntoFrame, throwIntoFrame } from "./frame/generators.ts";
import { makeHosts } from "./hosts.ts";
import { type Hosts, Machine } from "./machine.ts";
import { MachineForPasses } from "./pass_interpreter.ts";
import { observedBackEdge } from "./tier2/observe.ts";
import { leaveTraceByError } from "./tier2/tier2.ts";

/** A machine. */
export class WholeMachine extends Machine {
  protected override passInterpreter(): PassInterpreter {
    return new MachineForPasses(this);
  }

  protected override hostFunctions(): Hosts {
    return makeHosts(this);
  }

  override callFunction(func: PyFunction, args: readonly Value[], kwnames: readonly string[] | null): Value {
    return runFrame(this, newCallFrame(this, func, localsForCall(func), args, 0, args.length, kwnames));
  }

  override runClassBody(func: PyFunction, namespace: Value): Value {
    return runFrame(this, newCallFrame(this, func, namespace, [], 0, 0, null));
  }

  override sendGenerator(generator: PyAnyGenerator, value: Value): Value {
    return sendIntoFrame(this, generator, value === undefined ? null : value);
  }

  override throwIntoGenerator(generator: PyAnyGenerator, exception: Thrown): Value {
    return throwIntoFrame(this, generator, exception);
  }

  override letGo(value: Value): void {
    if (this.showsDeaths) this.deaths.dropped(this, value);
  }

  override hold(values: readonly Value[]): void {
    if (this.showsDeaths) this.deaths.hold(this, values);
  }

  override failsWith(first: readonly Value[]): void {
    if (this.showsDeaths) this.deaths.failsWith(this, first);
  }

  override destructorsChanged(object: PyObject | null): void {
    if (!this.showsDeaths) return;
    if (object === null) this.deaths.discover(this);
    else if (object instanceof PyInstance || object instanceof PyException) this.deaths.track(object);
  }

  override isShared(object: PyObject, owner: PyObject): boolean {
    return !this.showsDeaths || this.deaths.isShared(this, object, owner);
  }

  override leaveTraceByError(): number {
    return leaveTraceByError(this);
  }

  override backEdge(code: PyCode, unit: number, target: number): BackEdgeResult {
    const { statistics } = this;
    statistics.attempts++;
    if (this.observer !== null) return observedBackEdge(this, code, unit, target);
    const result = this.optimizer.backEdge(code, unit, target, this.sp - code.localCount);
    if (result === BACK_EDGE.INSTALLED) statistics.executors++;
    if (result === BACK_EDGE.ERROR) {
      throw new InvariantError(`${this.optimizer.optimizer.name}: ${this.optimizer.error?.message}`);
    }
    return result;
  }

  override unitOf(frame: PyFrame): number {
    // FAITHFUL: in a trace the pointer names a prefix of the instruction.
    return this.repairExtendedArgIp ? behindPrefixes(frame) : frame.ip;
  }
}
