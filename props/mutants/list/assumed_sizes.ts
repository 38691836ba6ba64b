/**
 * Faults that show where something is too many for a byte, or where a site meets what it was not made for.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["equivalence", "hot-sources"],
  file: "src/vm/specialize/attribute.ts",
});

/** Faults of sizes and of sites. */
export const ASSUMED_SIZES: readonly Mutant[] = [
  fault("sizes-global-in-a-byte", "The index of a global is kept in a byte", {
    file: "src/vm/specialize/name.ts",
    find: "    units[unit + 4] = index;\n    units[unit + 2] = version;",
    replace: "    units[unit + 4] = index & 0xff;\n    units[unit + 2] = version;",
  }),
  fault("sizes-branch-in-a-byte", "A likely jump goes 255 units at most", {
    component: "translate",
    claims: ["translation", "traces"],
    file: "src/optimizer/translate.ts",
    find: "      this.unit += oparg;\n",
    replace: "      this.unit += oparg & 0xff;\n",
  }),
  fault("sizes-jump-in-a-byte", "A jump forward goes 255 units at most", {
    component: "translate",
    claims: ["translation", "traces"],
    file: "src/optimizer/translate.ts",
    find: "this.unit = this.nextUnit() + this.oparg;",
    replace: "this.unit = this.nextUnit() + (this.oparg & 0xff);",
  }),
  fault("sizes-versions-in-one-place", "A function is found by every version that shares its place", {
    component: "translate",
    claims: ["translation"],
    file: "src/vm/frame/function_versions.ts",
    find: "if (func === null || func === undefined || func.version !== version) return null;",
    replace: "if (func === null || func === undefined || func.version === 0) return null;",
  }),
  fault("sites-any-descriptor-appends", "Whatever is called with a list and an item, as a statement, appends", {
    file: "src/vm/tier1/calls.ts",
    find: "if (oparg !== 1 || stack[sp - 3] !== m.listAppend) return DEOPT;",
    replace: 'if (oparg !== 1 || typeof stack[sp - 3] !== "object") return DEOPT;',
  }),
  fault("sites-slot-of-another-class", "A slot that a class borrowed from another one is read by its place", {
    find: "if (!cls.isSubtype(member.owner) || member.byteOffset > MAX_UNIT || owner === undefined) return false;",
    replace: "if (member.byteOffset > MAX_UNIT || owner === undefined) return false;",
  }),
  fault("sites-class-of-builtin", "__class__ of an object of a builtin class is the base of that", {
    file: "src/vm/bodies/attribute.ts",
    find: "if (offset === TYPE_OFFSET) return pushAttribute(m, oparg, typeOf(owner));",
    replace:
      "if (offset === TYPE_OFFSET) return pushAttribute(m, oparg, typeOf(owner).isHeap ? typeOf(owner) : typeOf(owner).base ?? typeOf(owner));",
  }),
  fault("sites-line-silences-all-tools", "A tool that asks to be left alone at a line takes the others along", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "data.removeLineTools(unit, 1 << tool);",
    replace: "data.removeLineTools(unit, tools);",
  }),
  fault(
    "sites-instruction-silences-all-tools",
    "A tool that asks to be left alone at an instruction takes the others along",
    {
      component: "invalidation",
      file: "src/vm/monitor/instrument.ts",
      find: "data.removeInstructionTools(unit, 1 << tool);",
      replace: "data.removeInstructionTools(unit, tools);",
    },
  ),
];
