import { assertEquals } from "@std/assert";
import { Poison } from "../../frame.ts";
import { bareInterpreter, raisedBy } from "../../testing.ts";
import { createModule, moduleNotFound } from "./mod.ts";

Deno.test("modules that are here come with their names, those that exist elsewhere give the run up, others are none", () => {
  const rt = bareInterpreter();
  const names = ["__future__", "math", "sys", "types", "builtins", "_testinternalcapi"];
  assertEquals(names.map((name) => createModule(rt, name)?.name), names);
  assertEquals(["nothing_here", "nothing.here", "math.sub"].map((name) => createModule(rt, name)), [null, null, null]);
  const why = (name: string): string => {
    try {
      return String(createModule(rt, name));
    } catch (thrown) {
      if (!(thrown instanceof Poison)) throw thrown;
      return `${thrown.reason}: ${thrown.detail}`;
    }
  };
  assertEquals(["os", "os.path"].map(why), ["unsupported: module os", "unsupported: module os.path"]);
});

Deno.test("contents of modules are what programs read, and their own names are set", () => {
  const rt = bareInterpreter();
  const read = (module: string, name: string): string => raisedBy(rt, () => rt.getattr(rt.importModule(module), name));
  assertEquals(read("math", "pi"), "returned 3.141592653589793");
  assertEquals(read("__future__", "annotations").startsWith("returned "), true);
  assertEquals(read("__future__", "__name__"), "returned '__future__'");
  assertEquals(read("types", "__package__"), "returned None");
  assertEquals(read("_testinternalcapi", "invalidate_executors"), "returned <built-in function invalidate_executors>");
  assertEquals(
    raisedBy(rt, () => rt.call(rt.getattr(rt.importModule("_testinternalcapi"), "get_optimizer"), [])),
    "returned None",
  );
  assertEquals(read("builtins", "len"), "returned <built-in function len>");
});

Deno.test("a module that is not found is named in message and fields", () => {
  const rt = bareInterpreter();
  const error = moduleNotFound(rt, "a.b", "; 'a' is not a package");
  assertEquals(rt.str(error), "No module named 'a.b'; 'a' is not a package");
  assertEquals(error.slots?.get("name"), "a.b");
  assertEquals(error.slots?.get("msg"), "No module named 'a.b'; 'a' is not a package");
});
