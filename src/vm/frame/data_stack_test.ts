import { assertEquals } from "@std/assert";
import { DataStack } from "./data_stack.ts";
import type { Frame } from "./machine_frame.ts";

/** A frame as far as the data stack knows one. */
function frame(): Frame {
  return { dataStackBase: -1 } as Frame;
}

/** Most words that still fit. */
function room(stack: DataStack): number {
  let low = -1;
  for (let high = 1 << 20; high - low > 1;) {
    const middle = (low + high) >> 1;
    if (stack.hasSpace(middle)) low = middle;
    else high = middle;
  }
  return low;
}

Deno.test("a chunk holds 2045 words, of which the last is never given", () => {
  const stack = new DataStack();
  assertEquals(room(stack), 2045 - 1 - 1);
  stack.reset(64);
  assertEquals(room(stack), 2045 - 64 - 1);
});

Deno.test("frames that fit go on top of each other, and leave their room", () => {
  const stack = new DataStack();
  stack.reset(64);
  const [first, second] = [frame(), frame()];
  stack.push(first, 100);
  stack.push(second, 200);
  assertEquals([first.dataStackBase, second.dataStackBase, room(stack)], [64, 164, 2045 - 364 - 1]);
  stack.pop(second);
  assertEquals(room(stack), 2045 - 164 - 1);
  stack.pop(first);
  assertEquals(room(stack), 2045 - 64 - 1);
});

Deno.test("a frame that does not fit gets a chunk of its own, as large as it takes", () => {
  const sizes: [words: number, chunk: number][] = [
    [1981, 4096],
    [2048 - 1000, 2048],
    [2048 - 1000 + 1, 4096],
    [4096 - 1000, 4096],
    [4096 - 999, 8192],
    [20_000, 32_768],
  ];
  for (const [words, chunk] of sizes) {
    const stack = new DataStack();
    stack.reset(64);
    const filler = frame();
    stack.push(filler, 1000);
    const own = frame();
    stack.push(own, words);
    assertEquals(own.dataStackBase, 0, `${words}`);
    assertEquals(room(stack), chunk - 3 - words - 1, `${words} words`);
    stack.pop(own);
    assertEquals(room(stack), 2045 - 1064 - 1);
    stack.pop(filler);
    assertEquals(room(stack), 2045 - 64 - 1);
  }
});

Deno.test("a reset leaves one chunk, however many there were", () => {
  const stack = new DataStack();
  const [first, second] = [frame(), frame()];
  stack.push(first, 3000);
  stack.push(second, 9000);
  stack.reset(64);
  assertEquals(room(stack), 2045 - 64 - 1);
  const third = frame();
  stack.push(third, 10);
  stack.pop(third);
  assertEquals(room(stack), 2045 - 64 - 1);
});
