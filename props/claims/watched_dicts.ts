/**
 * Dicts tell whoever depends on them before they change, once, and not where nothing changes.
 *
 * @module
 */

import { PyDict } from "../../src/object/dict/dict.ts";
import { dictDelete, dictPopItem, dictSet, dictSetDefault, dictUpdate } from "../../src/object/dict/dict_ops.ts";
import type { Value } from "../../src/object/values/value.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, disagree, onRig, type Verdict } from "./claim.ts";
import { machineOf } from "./version_cache.ts";

const COMMANDS = 24;
const NAMES = ["a", "b", "c", "d"];

/** Keys and values in order, holes left out. */
function contents({ entryKeys, entryValues }: PyDict): string {
  const items = entryKeys.flatMap((key, entry) =>
    key === undefined ? [] : [`${String(key)}=${String(entryValues[entry])}`]
  );
  return items.join(" ");
}

/** Changes a dict in all ways there are, and counts what its watcher is told. */
export function checkWatchedDicts(choices: Choices, vm: Vm): Verdict {
  return onRig(vm, machineOf, ({ machine }) => {
    machine.reset();
    const dict = new PyDict();
    for (let step = 0; step < COMMANDS; step++) {
      const before = contents(dict);
      let told = 0;
      let late = false;
      dict.watcher = () => {
        told++;
        late ||= contents(dict) !== before;
      };
      const name = NAMES[choices.below(NAMES.length)] as string;
      const key: Value = choices.chance(1, 4) ? choices.below(3) : name;
      switch (choices.below(8)) {
        case 0:
          dict.setStr(name, step);
          break;
        case 1:
          dictSet(machine, dict, key, step);
          break;
        case 2:
          dict.deleteStr(name);
          break;
        case 3:
          dictDelete(machine, dict, key);
          break;
        case 4:
          dictPopItem(dict);
          break;
        case 5:
          dictSetDefault(machine, dict, key, step);
          break;
        case 6: {
          const other = new PyDict();
          other.setStr(name, step);
          dictUpdate(machine, dict, other);
          break;
        }
        default:
          if (choices.chance(1, 3)) dict.clear();
      }
      const changed = contents(dict) !== before;
      if (late) return disagree({ what: "watcher of a dict", index: step }, "told before the change", "told behind it");
      if (changed && told !== 1) {
        return disagree({ what: "watcher of a dict", index: step }, "told once", `told ${told} times`);
      }
    }
    return AGREE;
  });
}
