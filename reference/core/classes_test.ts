/**
 * Types, attributes and descriptors answer as CPython does. The test of `class_statement.ts`, `core_builtins.ts`,
 * `generic_alias.ts`, `instance_checks.ts`, `object_type.ts`, `simple_namespace.ts`, `super_type.ts`, `type_creation.ts`, `wrapper_types.ts`,
 * `../builtins/modules/types_module.ts`, `../rules/attributes.ts` and `../text/object_repr.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("types, attributes, descriptors, super and class statements answer as CPython does", async () => {
  await checkAnswers(reference, "classes");
});
