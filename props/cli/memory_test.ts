import { assertEquals } from "@std/assert";
import { memoryText, MemoryWatch } from "./memory.ts";

Deno.test("memory is reported at the end, at its peak and after the first minute", () => {
  let mebibytes = 100;
  const watch = new MemoryWatch(() => mebibytes * 2 ** 20);
  watch.note(1);
  assertEquals(watch.report(), { rss: 100, peak: 100, afterFirstMinute: null });
  assertEquals(memoryText(watch.report()), "memory 100 MiB");
  for (const [seconds, now] of [[59, 300], [60.2, 150], [90, 200]] as const) {
    mebibytes = now;
    watch.note(seconds);
  }
  mebibytes = 180;
  assertEquals(watch.report(), { rss: 180, peak: 300, afterFirstMinute: 150 });
  assertEquals(memoryText(watch.report()), "memory 180 MiB (150 after a minute, 300 at most)");
});
