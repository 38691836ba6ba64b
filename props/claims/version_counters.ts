/**
 * Versions of classes and of key tables where they run out: each is given once, and then there are none.
 *
 * @module
 */

import { PyDict } from "../../src/object/dict/dict.ts";
import { SharedKeys } from "../../src/object/dict/shared_keys.ts";
import { assignVersionTag, typeModified } from "../../src/object/type/lookup.ts";
import { PyType } from "../../src/object/type/type.ts";
import { OBJECT, TYPE } from "../../src/object/type/types.ts";
import { PyTuple } from "../../src/object/values/sequence_values.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, disagree, onRig, type Verdict } from "./claim.ts";
import { machineOf } from "./version_cache.ts";

/** Largest version of 32 bits; none is given behind it. */
const LAST = 0xffff_ffff;
/** Versions that are left at most. */
const LEFT = 6;
const TABLES = 3;
const CLASSES = 3;
const COMMANDS = 24;

/** Each class below the one before. */
function lineOfClasses(): readonly PyType[] {
  const classes: PyType[] = [];
  for (let i = 0; i < CLASSES; i++) {
    const base = classes.at(-1) ?? OBJECT;
    const made = new PyType(TYPE, `C${i}`, new PyTuple([base]), base, true);
    if (i > 0) base.subclasses.push(made);
    classes.push(made);
  }
  return classes;
}

/** The versions of a counter, in order; 0 when there are no more. */
class Counter {
  constructor(private next: number) {}

  give(): number {
    return this.next > LAST ? 0 : this.next++;
  }
}

/** Changes tables and classes and asks for their versions, of which few are left. */
export function checkVersionCounters(choices: Choices, vm: Vm): Verdict {
  return onRig(vm, machineOf, ({ machine }) => {
    machine.reset();
    const first = LAST + 1 - choices.below(LEFT);
    machine.nextKeysVersion = first > LAST ? 0 : first;
    machine.nextHeapTypeTag = first;
    const [ofKeys, ofClasses] = [new Counter(first), new Counter(first)];
    const dicts = Array.from({ length: TABLES }, () => new PyDict());
    const shared = Array.from({ length: TABLES }, () => new SharedKeys());
    const tables = [...dicts, ...shared];
    const versions = tables.map(() => 0);
    const classes = lineOfClasses();
    const tags = classes.map(() => 0);
    for (const dict of dicts) dict.setStr("a", 1);
    for (let step = 0; step < COMMANDS; step++) {
      const at = choices.below(tables.length);
      const table = tables[at] as PyDict | SharedKeys;
      const level = choices.below(CLASSES);
      const cls = classes[level] as PyType;
      switch (choices.below(4)) {
        case 0:
          if (table instanceof PyDict) table.setStr(`n${step}`, step);
          else table.insert(`n${step}`);
          versions[at] = 0;
          break;
        case 1: {
          versions[at] ||= ofKeys.give();
          const found = table.versionFor(machine);
          if (found === versions[at]) break;
          return disagree({ what: "version of a key table", index: step }, `${versions[at]}`, `${found}`);
        }
        case 2: {
          let expected = true;
          for (let i = level; i >= 0 && expected && tags[i] === 0; i--) expected = (tags[i] = ofClasses.give()) !== 0;
          const found = assignVersionTag(machine, cls);
          if (found === expected) break;
          return disagree({ what: "whether a class got a version", index: step }, `${expected}`, `${found}`);
        }
        case 3:
          for (let i = level; i < CLASSES && tags[i] !== 0; i++) tags[i] = 0;
          typeModified(cls);
          break;
      }
      const found = classes.map(({ versionTag }) => versionTag).join(" ");
      if (found !== tags.join(" ")) {
        return disagree({ what: "versions of classes", index: step }, tags.join(" "), found);
      }
    }
    return AGREE;
  });
}
