import { assertEquals } from "@std/assert";
import { setFunctionVersion, versionForCurrentState } from "./function_versions.ts";
import { NO_REPAIRS } from "../../isa/repairs.ts";
import { functionText, TestMachine } from "../test_machine.ts";

const F = functionText("f", "", "RETURN_CONST 0", "  const None");
const G = functionText("g", "", "RETURN_CONST 0", "  const None");

function machine(repairs = NO_REPAIRS): TestMachine {
  return new TestMachine([F, G], { repairs });
}

Deno.test("a function is found by its version until it loses it", () => {
  const t = machine();
  const { functionVersions } = t.machine;
  const f = t.func("f");
  for (const version of [5, 4095, 4096, 5000, 0xffff_ffff]) {
    setFunctionVersion(t.machine, f, version);
    assertEquals(functionVersions.lookup(version), f.code, `${version}`);
    assertEquals(functionVersions.lookup(version + 4096), null);
    assertEquals(functionVersions.lookup(version + 1), null);
    setFunctionVersion(t.machine, f, 0);
    assertEquals([f.version, functionVersions.lookup(version)], [0, null]);
  }
});

Deno.test("two functions whose versions share a slot: the later one owns it, and the other's loss changes nothing", () => {
  const t = machine();
  const { functionVersions } = t.machine;
  const [f, g] = [t.func("f"), t.func("g")];
  setFunctionVersion(t.machine, f, 7);
  setFunctionVersion(t.machine, g, 7 + 4096);
  assertEquals([functionVersions.lookup(7), functionVersions.lookup(7 + 4096)], [null, g.code]);
  setFunctionVersion(t.machine, f, 0);
  assertEquals(functionVersions.lookup(7 + 4096), g.code);
  functionVersions.forget(g);
  assertEquals(functionVersions.lookup(7 + 4096), null);
});

Deno.test("clearing the cache empties every slot, and it can be filled again", () => {
  const t = machine();
  const { functionVersions } = t.machine;
  const [f, g] = [t.func("f"), t.func("g")];
  const versions = [f.version, g.version];
  assertEquals(versions.map((version) => functionVersions.lookup(version)), [f.code, g.code]);
  functionVersions.clear();
  assertEquals(versions.map((version) => functionVersions.lookup(version)), [null, null]);
  functionVersions.own(f);
  assertEquals(versions.map((version) => functionVersions.lookup(version)), [f.code, null]);
  functionVersions.clear();
  assertEquals(functionVersions.lookup(f.version), null);
});

Deno.test("a function without version gets the next one, until there is none", () => {
  for (const repairs of [NO_REPAIRS, new Set(["version-collision"] as const)]) {
    const t = machine(repairs);
    const m = t.machine;
    const shared = repairs.size > 0;
    const set = (version: number): void => {
      if (shared) m.nextCodeVersion = version;
      else m.nextFunctionVersion = version;
    };
    const f = t.func("f");
    assertEquals(versionForCurrentState(m, f), f.code.version);
    set(9000);
    assertEquals(versionForCurrentState(m, f), f.code.version);
    setFunctionVersion(m, f, 0);
    assertEquals([versionForCurrentState(m, f), f.version], [9000, 9000]);
    assertEquals(m.functionVersions.lookup(9000), f.code);
    assertEquals(shared ? m.nextCodeVersion : m.nextFunctionVersion, 9001);
    set(0xffff_ffff);
    setFunctionVersion(m, f, 0);
    assertEquals(versionForCurrentState(m, f), 0xffff_ffff);
    const g = t.func("g");
    setFunctionVersion(m, g, 0);
    assertEquals([versionForCurrentState(m, g), g.version], [0, 0]);
  }
});
