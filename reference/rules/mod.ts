/**
 * The rules of all base instructions, by opcode.
 *
 * @module
 */

import { type BaseOpName, OPCODES } from "../../src/isa/opcodes.ts";
import { ATTRIBUTE_RULES } from "./attributes.ts";
import { CALL_RULES } from "./calls.ts";
import { CONTAINER_RULES } from "./containers.ts";
import { EXCEPTION_RULES } from "./exceptions.ts";
import { GENERATOR_RULES } from "./generators.ts";
import { JUMP_RULES } from "./jumps.ts";
import { MATCH_RULES } from "./match.ts";
import { NAME_RULES } from "./names.ts";
import { OPERATOR_RULES } from "./operators.ts";
import { EXIT, type Rule } from "./rule.ts";
import { STACK_RULES } from "./stack.ts";

/** The compiler refuses this table while an instruction has no rule. */
const RULE_OF = {
  ...STACK_RULES,
  ...NAME_RULES,
  ...OPERATOR_RULES,
  ...CONTAINER_RULES,
  ...ATTRIBUTE_RULES,
  ...CALL_RULES,
  ...JUMP_RULES,
  ...EXCEPTION_RULES,
  ...GENERATOR_RULES,
  ...MATCH_RULES,
} satisfies Record<BaseOpName, Rule>;

function unknown(...[rt]: Parameters<Rule>): void {
  rt.unsupported("an opcode that is none of the base instructions");
}

/** Rule of each opcode; specialized and instrumented forms are not executed here. */
export const RULES: readonly Rule[] = (() => {
  const rules: Rule[] = Array.from({ length: 256 }, () => unknown);
  for (const [name, rule] of Object.entries(RULE_OF)) rules[OPCODES[name as BaseOpName].opcode] = rule;
  return rules;
})();

export { EXIT };
