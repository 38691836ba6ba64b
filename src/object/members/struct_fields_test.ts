import { assert, assertEquals } from "@std/assert";
import { STOP_ITERATION } from "../exception/exception_types.ts";
import { newException } from "../exception/raise.ts";
import { descriptorGet, descriptorSet } from "../type/descriptors.ts";
import { MEMBER_DESCRIPTOR, STATIC_TYPES, typeOf } from "../type/types.ts";
import { PyObjectMember } from "../values/callable_values.ts";
import { TestRuntime } from "../test_runtime.ts";

Deno.test("fields lie in the structs of their types, whole words behind the header, and are members", () => {
  let fields = 0;
  for (const type of STATIC_TYPES) {
    for (const [offset, member] of type.objectMembers ?? []) {
      fields++;
      const what = `${type.name}.${member.name} at ${offset}`;
      assert(offset >= 16 && offset % 8 === 0, what);
      assert(type.size === 16 || offset < type.size, `${what} of ${type.size} bytes`);
      assertEquals([member.byteOffset, typeOf(member)], [offset, MEMBER_DESCRIPTOR], what);
      assert(type.isSubtype(member.owner), what);
    }
  }
  assert(fields > 80, `${fields} fields`);
});

Deno.test("a field that was deleted is empty, and its attribute None", () => {
  const rt = new TestRuntime();
  const member = STOP_ITERATION.dict.getStr("value");
  assert(member instanceof PyObjectMember);
  const exception = newException(STOP_ITERATION, [5]);
  const seen = [];
  for (const value of [7, null, undefined]) {
    seen.push([member.read(rt, exception), descriptorGet(rt, member, exception, STOP_ITERATION)]);
    descriptorSet(rt, member, exception, value);
  }
  seen.push([member.read(rt, exception), descriptorGet(rt, member, exception, STOP_ITERATION)]);
  assertEquals(seen, [[5, 5], [7, 7], [null, null], [undefined, null]]);
});
