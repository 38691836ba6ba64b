import { assertEquals } from "@std/assert";
import { reportOf } from "./junit.ts";

Deno.test("a junit report counts passed tests, and failed, broken or skipped ones as failed", () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="4" failures="1" errors="0" time="0.1">
    <testsuite name="a_test.ts" tests="4">
        <testcase name="one" classname="a_test.ts" time="0.001" line="3" col="6">
        </testcase>
        <testcase name="two"/>
        <testcase name="three"><failure message="no">text</failure></testcase>
        <testcase name="four"><skipped/></testcase>
    </testsuite>
</testsuites>`;
  assertEquals(reportOf(xml), { passed: 2, failed: 2 });
  assertEquals(reportOf(""), { passed: 0, failed: 0 });
});
