/**
 * Imports of modules, and of names from them.
 *
 * @module
 */

import { IMPORTED, MODULES } from "../draft/classes.ts";
import { wrap } from "../fix/bounds.ts";
import { namesTuple } from "../lower/constants.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import type { StatementKind } from "./kind.ts";

export const IMPORT: StatementKind<"import"> = {
  fix(x, s) {
    const module = wrap(s.module, MODULES.length);
    const name = s.name === null ? null : wrap(s.name, IMPORTED.length);
    const v = x.assignable(s.v);
    if (v === null) return undefined;
    return module === s.module && name === s.name && v === s.v ? s : { k: "import", module, name, v };
  },
  lower(l, s) {
    const { builder } = l;
    const module = MODULES[s.module] as string;
    l.loadInt(0);
    if (s.name === null) {
      l.loadNone();
      builder.emit(OP.IMPORT_NAME, l.nameIndex(module));
      return l.storeLocal(s.v);
    }
    const name = IMPORTED[s.name] as string;
    l.loadConst(namesTuple([name]));
    builder.emit(OP.IMPORT_NAME, l.nameIndex(module));
    builder.emit(OP.IMPORT_FROM, l.nameIndex(name));
    l.storeLocal(s.v);
    builder.emit(OP.POP_TOP);
  },
  print: {
    line(p, s) {
      const module = MODULES[s.module] as string;
      const as = p.local(s.v);
      return s.name === null ? `import ${module} as ${as}` : `from ${module} import ${IMPORTED[s.name]} as ${as}`;
    },
  },
};
