/**
 * For tests of specialization: sites that see operands of every kind. Checked is which form a site takes, that the form is hit by the
 * operands that it was made for, and that other operands then get what they would have got at a site that saw nothing before.
 *
 * @module
 */

import { opcodeOf } from "../../isa/code_unit.ts";
import { InvariantError } from "../../isa/errors.ts";
import { CACHE_UNITS_OF, DEOPT_OF, type OpcodeName, opcodeNameOf, OPCODES } from "../../isa/opcodes.ts";
import { setAttr } from "../../object/type/attributes.ts";
import { call } from "../../object/call/call.ts";
import { PyProperty } from "../../object/values/callable_values.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { PyFloat } from "../../object/values/number_values.ts";
import { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { repr } from "../../object/text/repr.ts";
import { TYPE } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import { ADAPTIVE_COOLDOWN, ADAPTIVE_DECREMENT } from "./adaptive_counter.ts";
import { functionText, TestMachine } from "../test_machine.ts";

/** Functions that the values below are made of. */
const HELPERS = [
  functionText("one", "a", "LOAD_FAST 0\nRETURN_VALUE"),
  functionText("two", "a b", "LOAD_FAST_LOAD_FAST 1\nBUILD_TUPLE 2\nRETURN_VALUE"),
  functionText("getter", "self", "LOAD_CONST 0\nRETURN_VALUE", '  const "got"'),
  functionText("other", "self", "LOAD_CONST 0\nRETURN_VALUE", '  const "other"'),
  functionText("anything", "self name", "LOAD_FAST 1\nRETURN_VALUE"),
  functionText("named", "self name", "LOAD_CONST 0\nLOAD_FAST 1\nBUILD_TUPLE 2\nRETURN_VALUE", '  const "named"'),
  functionText("pair", "a b", "LOAD_FAST_LOAD_FAST 1\nBUILD_LIST 2\nRETURN_VALUE"),
  functionText("three", "a b c", "LOAD_FAST_LOAD_FAST 1\nLOAD_FAST 2\nBUILD_TUPLE 3\nRETURN_VALUE"),
  functionText("nothing", "", "RETURN_CONST 0", "  const None"),
  functionText("rest", "*args", "LOAD_FAST 0\nRETURN_VALUE").replace("flags 0x3", "flags 0x7"),
  functionText("shown", "self", "LOAD_FAST 0\nLOAD_ATTR 0\nFORMAT_SIMPLE\nRETURN_VALUE", "  names a"),
  functionText("init", "self x", "LOAD_FAST_LOAD_FAST 16\nSTORE_ATTR 0\nRETURN_CONST 0", "  const None\n  names a"),
  functionText(
    "numbers",
    "*i",
    "LOAD_CONST 0\nYIELD_VALUE 0\nRESUME 1\nPOP_TOP\nLOAD_CONST 1\nYIELD_VALUE 0\nRESUME 1\nPOP_TOP\nRETURN_CONST 2",
    '  const 5\n  const 6\n  const "end"',
  ).replace("flags 0x3", "flags 0x23").replace("RESUME 0\n", "RETURN_GENERATOR\n    POP_TOP\n    RESUME 0\n"),
];

/** A machine with the helpers and one site, and values by name. */
export class World {
  readonly t: TestMachine;
  readonly #made = new Map<string, Value>();

  constructor(site: string) {
    this.t = new TestMachine([...HELPERS, site]);
    for (const name of ["two", "pair", "three"]) this.t.func(name).defaults = new PyTuple(["default"]);
  }

  func(name: string): Value {
    return this.t.func(name);
  }

  /** `type(name, bases, members)`, once for each name. */
  cls(name: string, members: Readonly<Record<string, Value>>, bases: readonly Value[] = []): Value {
    let made = this.#made.get(name);
    if (made === undefined) {
      const dict = new PyDict();
      for (const [key, value] of Object.entries(members)) dict.setStr(key, value);
      made = call(this.t.machine, TYPE, [name, new PyTuple([...bases]), dict]);
      this.#made.set(name, made);
    }
    return made;
  }

  instance(cls: Value, attributes: Readonly<Record<string, Value>> = {}): Value {
    const made = call(this.t.machine, cls, []);
    for (const [name, value] of Object.entries(attributes)) setAttr(this.t.machine, made, name, value);
    return made;
  }

  builtin(name: string): Value {
    return this.t.machine.builtins.getStr(name);
  }

  /** The form that the first instruction `base` of the site has now. */
  form(base: OpcodeName): OpcodeName | undefined {
    return this.formAt(unitOf(this, base));
  }

  /** The opcode that stands at a unit of the site, if the unit is an instruction. */
  formAt(unit: number): OpcodeName | undefined {
    return opcodeNameOf(opcodeOf(this.t.units("site")[unit] as number));
  }

  /** What the site gives, as text. */
  run(args: readonly Value[]): string {
    const result = this.t.call("site", ...args);
    return (typeof result === "string" ? result : repr(this.t.machine, result)).replaceAll(/ at 0x[0-9a-f]+/g, "");
  }
}

/** Operands of one kind: the form that they make of the site, and how they are made in a world. */
export type Kind = readonly [
  what: string,
  form: OpcodeName | null,
  make: (w: World) => Value[],
  /** `misses`: these make a form that they do not fit themselves; `other`: they make the form of the kind before, but miss its. */
  fit?: "misses" | "other" | undefined,
];

/** Values of the engines. */
export const float = (value: number): PyFloat => new PyFloat(value);
export const list = (...items: Value[]): PyList => new PyList(items);
export const tuple = (...items: Value[]): PyTuple => new PyTuple(items);
/** A dict with names as its keys. */
export const dictOf = (entries: Readonly<Record<string, Value>>): PyDict => {
  const dict = new PyDict();
  for (const [key, value] of Object.entries(entries)) dict.setStr(key, value);
  return dict;
};

/** A property that can be read only. */
export const property = (getter: Value): PyProperty => new PyProperty(getter, null, null, null);

/** Unit of the first instruction of the site that is of this base, whatever its form. */
export function unitOf(w: World, base: OpcodeName): number {
  const units = w.t.units("site");
  for (let unit = 0; unit < units.length;) {
    const opcode = opcodeOf(units[unit] as number);
    if (DEOPT_OF[opcode] === OPCODES[base].opcode) return unit;
    unit += 1 + (CACHE_UNITS_OF[opcode] as number);
  }
  throw new InvariantError(`expected ${base} in the site, found none`);
}

/** Which of the other kinds each one meets, counted from it: all pairs would take too long. */
const DISTANCES = [1, 2, 3, 5, 8];

/** Checks pairs of kinds at the first instruction `base` of the function `site`; gives what is not as it should be. */
export function siteFaults(base: OpcodeName, site: string, kinds: readonly Kind[]): string[] {
  const faults: string[] = [];
  const expect = (found: unknown, expected: unknown, what: string): void => {
    if (found !== expected) faults.push(`${what}: expected ${expected}, found ${found}`);
  };
  const unit = unitOf(new World(site), base);
  const plain = kinds.map(([, , make]) => {
    const w = new World(site);
    return w.run(make(w));
  });
  kinds.forEach(([what, form, make, fit], i) => {
    for (const distance of DISTANCES) {
      const j = (i + distance) % kinds.length;
      const [otherWhat, , makeOther, otherFit] = kinds[j] as Kind;
      const w = new World(site);
      for (let run = 0; run < 4; run++) expect(w.run(make(w)), plain[i], `${what}, run ${run}`);
      expect(w.form(base), form ?? base, what);
      // A form that was not hit would have counted down.
      const counter = w.t.units("site")[unit + 1];
      if (form !== null && fit !== "misses") expect(counter, ADAPTIVE_COOLDOWN, `counter of ${what}`);
      expect(w.run(makeOther(w)), plain[j], `${otherWhat} after ${what}`);
      if (otherFit === "other" && distance === 1) {
        expect(
          w.t.units("site")[unit + 1],
          ADAPTIVE_COOLDOWN - ADAPTIVE_DECREMENT,
          `counter of ${otherWhat} after ${what}`,
        );
      }
      expect(w.run(make(w)), plain[i], `${what} again after ${otherWhat}`);
    }
  });
  return faults;
}
