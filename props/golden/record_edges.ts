/**
 * Records what a real interpreter answers to operations on edge values: `deno run -A props/golden/record_edges.ts PYTHON`. The answers
 * that come with the project are the pin's.
 *
 * @module
 */

import { EDGE_ANSWERS, EDGE_OPERATIONS, edgeSource, type EdgeValue, shortened } from "./edges.ts";

function tupleOf(values: readonly EdgeValue[]): string {
  return `(${values.map(({ text }) => text).join(", ")},)`;
}

/** A script that prints the answers of each operation as a line of JSON. */
function script(): string {
  const lines = ["import json", "log = []", "def emit(value): log.append(repr(value))"];
  for (const operation of EDGE_OPERATIONS) {
    lines.push(
      `left, right = ${tupleOf(operation.left)}, ${tupleOf(operation.right)}`,
      edgeSource(operation),
      "f([(a, b) for a in left for b in right])",
      "print(json.dumps(log))",
      "log.clear()",
    );
  }
  return lines.join("\n");
}

const [python] = Deno.args;
if (python === undefined) throw new Error("expected the path of a Python");
const file = await Deno.makeTempFile({ suffix: ".py" });
await Deno.writeTextFile(file, script());
const { stdout, success } = await new Deno.Command(python, { args: ["-I", file], stderr: "inherit" }).output();
await Deno.remove(file);
if (!success) throw new Error("the interpreter failed");
const rows: string[][] = new TextDecoder().decode(stdout).trimEnd().split("\n").map((line) => JSON.parse(line));
const texts = new Map<string, number>();
const numbers = rows.map((row) =>
  row.map((answer) => {
    const text = shortened(answer);
    if (!texts.has(text)) texts.set(text, texts.size);
    return texts.get(text) as number;
  })
);
const json = JSON.stringify({ texts: [...texts.keys()], answers: numbers });
const packed = new Blob([json]).stream().pipeThrough(new CompressionStream("gzip"));
await Deno.writeFile(EDGE_ANSWERS, new Uint8Array(await new Response(packed).arrayBuffer()));
console.log(`${numbers.flat().length} answers, ${texts.size} texts`);
