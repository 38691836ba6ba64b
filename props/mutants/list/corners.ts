/**
 * Faults in corners: lines told where traces are left, copies of lines, frames that outlive their calls, and what exceptions,
 * generators, arguments and formats seldom show.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["hot-sources"],
  file: "src/object/exception/raise.ts",
});

/** Faults in corners. */
export const CORNERS: readonly Mutant[] = [
  fault(
    "corner-line-behind-a-jump-if-none",
    "A line that is told where a trace is left behind a jump if None is lost",
    {
      component: "invalidation",
      file: "src/vm/tier2/instruction_before.ts",
      find: "  [OPCODES.POP_JUMP_IF_NONE.opcode, UOPS._GUARD_IS_NONE_POP.id],\n",
      replace: "",
    },
  ),
  fault("corner-line-behind-a-long-jump", "A line that is told where a trace is left behind a long jump is lost", {
    component: "invalidation",
    file: "src/vm/tier2/instruction_before.ts",
    find: "      oparg = (oparg << 8) | opargOf(units[unit] as number);",
    replace: "      oparg = opargOf(units[unit] as number);",
  }),
  fault("corner-restart-once-more", "A restart makes one version instead of two, so local events begin anew later", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "    this.#machine.evalBreaker += 2;",
    replace: "    this.#machine.evalBreaker += 1;",
  }),
  fault("corner-last-copy-of-a-line", "A jump to a line that there are two copies of takes the last one", {
    component: "invalidation",
    file: "src/vm/monitor/line_jump.ts",
    find: "if (best === null || stack > best.stack) best",
    replace: "if (best === null || stack >= best.stack) best",
  }),
  fault("corner-jump-out-of-a-with", "A jump out of a handler of with leaves an item on the stack", {
    component: "invalidation",
    file: "src/vm/monitor/mark_stacks.ts",
    find: "      if (lasti) stack = push(stack, STACK_KIND.LASTI);\n",
    replace: "",
  }),
  fault("corner-unit-before-a-reraise", "An error that is raised again stands at the last unit of what failed", {
    file: "src/vm/enter.ts",
    find: "if (handler.lasti) m.stack[sp++] = frame.ip;",
    replace: "if (handler.lasti) m.stack[sp++] = lookup;",
  }),
  fault("corner-frame-without-a-caller", "A frame that outlives its call knows no caller", {
    file: "src/vm/frame/frame_stack.ts",
    find: "  object.back = caller === null ? null : frameObject(caller);\n",
    replace: "",
  }),
  fault("corner-ended-delegate", "A generator that has ended is resumed by yield from", {
    file: "src/vm/tier1/generators.ts",
    find:
      "  if (!(receiver instanceof PyGenerator || receiver instanceof PyCoroutine) || !isResumable(receiver)) return DEOPT;",
    replace: "  if (!(receiver instanceof PyGenerator || receiver instanceof PyCoroutine)) return DEOPT;",
  }),
  fault("corner-super-of-other-bases", "super() of a class that is no base any more begins at the object's own class", {
    file: "src/object/type/super_lookup.ts",
    find: "return at < 0 ? mro.length : at + 1;",
    replace: "return at + 1;",
  }),
  fault("corner-cycle-of-contexts", "A cycle of contexts is found and left as it is", {
    file: "src/object/exception/raise.ts",
    find: "      current.context = null;\n      return;",
    replace: "      return;",
  }),
  fault("corner-notes-of-a-part", "A part of a group shares its notes", {
    file: "src/object/exception/exception_groups.ts",
    find: "new PyList([...notes.items])",
    replace: "notes",
  }),
  fault("corner-closed-value", "What a generator returns when it is closed is lost", {
    file: "src/object/generator/generator_ops.ts",
    find: "if (yielded === undefined) return rt.returned;",
    replace: "if (yielded === undefined) return null;",
  }),
  fault("corner-default-behind-a-gap", "A default behind an argument that was given by name is left out", {
    file: "src/vm/frame/binding.ts",
    find: "for (let i = given > required ? given : required; i < code.argcount; i++) {",
    replace: "for (let i = given > required ? given : required; i < code.argcount && locals[i] === undefined; i++) {",
  }),
  fault("corner-separator-may-lead", "A separator leads where zeros fill a width", {
    file: "src/object/text/format_spec.ts",
    find: 'if (length >= minWidth) rest = "0";',
    replace: "",
  }),
];
