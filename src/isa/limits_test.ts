import { assertEquals, assertThrows } from "@std/assert";
import { DEFAULT_LIMITS } from "./engine.ts";
import { TierproofError } from "./errors.ts";
import { limitsFromJson } from "./limits.ts";

Deno.test("limits are read back as they were written", () => {
  assertEquals(limitsFromJson(JSON.parse(JSON.stringify(DEFAULT_LIMITS))), DEFAULT_LIMITS);
});

Deno.test("the limit that earlier releases did not write has its usual value", () => {
  const { firstFunctionVersion: _later, ...earlier } = DEFAULT_LIMITS;
  assertEquals(limitsFromJson(earlier), DEFAULT_LIMITS);
});

Deno.test("a limit that is missing, of another type or out of range is refused by name", () => {
  const { maxExecutors: _missing, ...rest } = DEFAULT_LIMITS;
  const cases: [unknown, string][] = [
    [null, "limits: found null, expected an object"],
    [[], "limits: found an array"],
    [rest, "limits.maxExecutors: found nothing, expected a whole number from 0 to 256"],
    [{ ...DEFAULT_LIMITS, fuel: "4" }, 'limits.fuel: found "4"'],
    [{ ...DEFAULT_LIMITS, fuel: -1 }, "limits.fuel: found -1"],
    [{ ...DEFAULT_LIMITS, fuel: 1e300 }, "limits.fuel: found 1e+300"],
    [{ ...DEFAULT_LIMITS, maxSize: 0 }, "limits.maxSize: found 0, expected a whole number from 1"],
    [{ ...DEFAULT_LIMITS, recursionLimit: 1.5 }, "limits.recursionLimit: found 1.5"],
    [{ ...DEFAULT_LIMITS, maxExecutors: 257 }, "limits.maxExecutors: found 257"],
    [{ ...DEFAULT_LIMITS, resultText: "html" }, 'limits.resultText: found "html", expected "canonical" or "repr"'],
    [JSON.parse('{"__proto__": {}}'), "limits.__proto__: found an object, expected no such limit"],
    [{ ...DEFAULT_LIMITS, steps: 1 }, "limits.steps: found 1, expected no such limit"],
  ];
  for (const [value, message] of cases) assertThrows(() => limitsFromJson(value), TierproofError, message);
});
