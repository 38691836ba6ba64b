import { assertEquals } from "@std/assert";
import { clearStatistics, countLength, newStatistics, UOP_HIST_SIZE } from "./statistics.ts";

Deno.test("a length falls into the bucket of the next power of two", () => {
  const buckets = (length: number) => {
    const histogram = new Uint32Array(UOP_HIST_SIZE);
    countLength(histogram, length);
    return histogram.indexOf(1);
  };
  const lengths = [0, 1, 2, 3, 4, 5, 8, 9, 64, 65, 128, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1];
  assertEquals(lengths.map(buckets), [0, 0, 1, 2, 2, 3, 3, 4, 6, 7, 7, 31, 31, 31]);
});

Deno.test("clearing sets every count back to zero, in place", () => {
  const statistics = newStatistics();
  const touch = (value: unknown): void => {
    if (value instanceof Uint32Array) {
      value.fill(3);
    } else {
      const counts = value as Record<string, unknown>;
      for (const key of Object.keys(counts)) {
        if (typeof counts[key] === "number") counts[key] = 3;
        else touch(counts[key]);
      }
    }
  };
  const { ends, declined, trace_length_hist } = statistics;
  touch(statistics);
  assertEquals([statistics.attempts, ends.inner_loop, trace_length_hist[5]], [3, 3, 3]);
  clearStatistics(statistics);
  assertEquals(statistics, newStatistics());
  assertEquals(statistics.ends === ends && statistics.declined === declined, true);
});

Deno.test("statistics are plain data, under the pin's names", () => {
  const names = Object.keys(newStatistics()).filter((name) => name !== "ends" && name !== "declined");
  assertEquals(names, [
    "attempts",
    "traces_created",
    "traces_executed",
    "uops_executed",
    "trace_too_long",
    "trace_too_short",
    "trace_stack_overflow",
    "trace_stack_underflow",
    "inner_loop",
    "recursive_call",
    "unsupported_opcode",
    "trace_length_hist",
    "optimized_trace_length_hist",
    "trace_run_length_hist",
  ]);
});
