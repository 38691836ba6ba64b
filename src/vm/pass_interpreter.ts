/**
 * The machine as passes see it: namespaces of the frame that wants a trace, their values, and what invalidates executors that
 * depend on them.
 *
 * @module
 */

import { floatText, type Literal } from "../isa/program.ts";
import type { PyDict } from "../object/dict/dict.ts";
import { typeOf } from "../object/type/types.ts";
import { PyComplex, PyFloat } from "../object/values/number_values.ts";
import { decodeLiteral } from "../object/values/program_values.ts";
import { PyBytes } from "../object/values/sequence_values.ts";
import { ELLIPSIS } from "../object/values/singletons.ts";
import type { Value } from "../object/values/value.ts";
import type { Dependable, Namespace, PassInterpreter, TraceValue } from "../optimizer/pass_context.ts";
import { hexOfBytes } from "../isa/hex.ts";
import type { Machine } from "./machine.ts";

/** A value that is plain immutable data, as a literal; null for all else. */
function literalOf(value: Value): Literal | null {
  if (value === null) return { t: "None" };
  if (value === ELLIPSIS) return { t: "Ellipsis" };
  if (typeof value === "boolean") return { t: "bool", v: value };
  if (typeof value === "string") return { t: "str", v: value };
  if (typeof value === "number") return { t: "int", v: value };
  if (typeof value === "bigint") return { t: "int", v: String(value) };
  if (value instanceof PyFloat) return { t: "float", v: floatText(value.value) };
  if (value instanceof PyComplex) return { t: "complex", re: floatText(value.re), im: floatText(value.im) };
  if (value instanceof PyBytes) return { t: "bytes", v: hexOfBytes(value.data) };
  return null;
}

class SeenValue implements TraceValue {
  readonly value: Value;
  readonly #machine: Machine;

  constructor(machine: Machine, value: Value) {
    this.#machine = machine;
    this.value = value;
  }

  get address(): bigint {
    return BigInt(this.#machine.addressOf(this.value));
  }

  get type(): string {
    return typeOf(this.value).name;
  }

  get literal(): Literal | null {
    return literalOf(this.value);
  }
}

class DictNamespace implements Namespace {
  readonly dict: PyDict;
  readonly #machine: Machine;

  constructor(machine: Machine, dict: PyDict) {
    this.#machine = machine;
    this.dict = dict;
  }

  get address(): bigint {
    return BigInt(this.#machine.addressOf(this.dict));
  }

  get version(): number {
    return this.dict.version;
  }

  nameAt(index: number): string | null {
    const key = this.dict.entryKeys[index];
    return typeof key === "string" ? key : null;
  }

  valueAt(index: number): TraceValue | null {
    return this.#seen(this.dict.entryValues[index]);
  }

  get(name: string): TraceValue | null {
    return this.#seen(this.dict.getStr(name));
  }

  #seen(value: Value): TraceValue | null {
    return value === undefined ? null : new SeenValue(this.#machine, value);
  }
}

/** The machine as passes see it. */
export class MachineForPasses implements PassInterpreter {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  globals(): Namespace {
    return new DictNamespace(this.#machine, this.#machine.frame.globals);
  }

  builtins(): Namespace {
    return new DictNamespace(this.#machine, this.#machine.frame.builtins);
  }

  valueOf(literal: Literal): unknown {
    return decodeLiteral(this.#machine, literal);
  }

  /** A dict tells before it changes; code objects are invalidated by whoever changes them. */
  watch(object: Dependable): void {
    if (!(object instanceof DictNamespace)) return;
    const { dict, address } = object;
    dict.watcher = () => {
      this.#machine.optimizer.index.invalidateDependency(address);
    };
  }
}
