/**
 * Types, attributes and descriptors answer as CPython does. The test of `attributes.ts`, `descriptors.ts`,
 * `generic_alias.ts`, `isinstance.ts`, `namespace.ts`, `own_mro.ts`, `super_lookup.ts`, `type_arguments.ts`,
 * `type_bases.ts`, `types.ts`, `../builtins/object_functions.ts`, `../members/descriptor_members.ts`, `../members/mapping_proxy_members.ts`, `../members/namespace_members.ts`,
 * `../members/object_members.ts`, `../members/type_members.ts`, `../text/repr.ts` and `../values/module.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("types, attributes, descriptors, super and class statements answer as CPython does", async () => {
  await checkAnswers(tier1(), "classes");
});
