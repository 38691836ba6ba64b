/**
 * Faults of the bloom filters of dependencies.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const FILTER = "src/optimizer/bloom_filter.ts";

/** Faults of the bloom filters of dependencies. */
export const BLOOM: readonly Mutant[] = [
  {
    id: "bloom-any-overlap",
    component: "bloom",
    title: "Membership answers true on any shared bit",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["bloom-filter", "executor-list", "executor-commands", "invalidation"],
    edits: [{
      file: FILTER,
      find: "if (((hashes.words[i] as number) & ~(this.words[i] as number)) !== 0) return false;",
      replace: "if (((hashes.words[i] as number) & (this.words[i] as number)) !== 0) return true;\n" +
        "      if (i === BLOOM_FILTER_WORDS - 1) return false;",
    }],
    without: null,
  },
  {
    id: "bloom-reversed-superset",
    component: "bloom",
    title: "The containment test has its operands swapped",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["bloom-filter", "executor-list", "executor-commands", "invalidation"],
    edits: [{
      file: FILTER,
      find: "(hashes.words[i] as number) & ~(this.words[i] as number)",
      replace: "(this.words[i] as number) & ~(hashes.words[i] as number)",
    }],
    without: null,
  },
  {
    id: "bloom-executor-copy-truncated",
    component: "bloom",
    title: "The executor's copy of the filter misses the last word",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["executor-list", "executor-commands", "invalidation", "recordings"],
    edits: [{
      file: "src/optimizer/executor.ts",
      find: "executor.valid = true;",
      replace: "executor.bloom.words[7] = 0;\n  executor.valid = true;",
    }],
    without: null,
  },
  {
    id: "bloom-hash-drops-high-bytes",
    component: "bloom",
    title: "Only the low four bytes of an address are hashed",
    origin: "listed",
    difficulty: "hard",
    real: false,
    source: null,
    claims: ["bloom-filter", "recordings"],
    edits: [{ file: FILTER, find: "i < SIZEOF_VOID_P", replace: "i < 4" }],
    without: null,
  },
  {
    id: "bloom-hash-number-arithmetic",
    component: "bloom",
    title: "The 64-bit multiplicative hash is computed in double precision",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["bloom-filter", "recordings"],
    edits: [
      {
        file: FILTER,
        find: "const product = ((hashLow ^ byte) >>> 0) * HASH_MULTIPLIER;",
        replace: "const product = (hashHigh * 0x1_0000_0000 + ((hashLow ^ byte) >>> 0)) * HASH_MULTIPLIER;",
      },
      {
        file: FILTER,
        find: "(Math.imul(hashHigh, HASH_MULTIPLIER) + Math.floor(product / 0x1_0000_0000)) >>> 0",
        replace: "Math.floor(product / 0x1_0000_0000) >>> 0",
      },
    ],
    without: null,
  },
  {
    id: "bloom-keyed-on-equality",
    component: "bloom",
    title: "Dependencies are keyed on the contents of the code, which installing an executor changes",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: "compare gh-108165",
    claims: ["invalidation", "recordings"],
    edits: [{
      file: "src/object/values/code.ts",
      find: "get address(): bigint {",
      replace: "get address(): bigint {\n" +
        "    let content = this.units.length;\n" +
        "    for (const unit of this.units) content = (Math.imul(content, 31) + unit) >>> 0;\n" +
        "    if (content !== 0) return BigInt(content);",
    }],
    without: null,
  },
  {
    id: "bloom-not-cleared-between-traces",
    component: "bloom",
    title: "The filter of dependencies accumulates over optimizations",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["invalidation", "determinism", "recordings"],
    edits: [
      {
        file: "src/optimizer/uop_optimizer.ts",
        find: "const dependencies = new BloomFilter(index.hash);",
        replace: "const dependencies = new BloomFilter(index.hash);\n" +
          "    for (const executor of index) dependencies.words.forEach((word, i) => {\n" +
          "      dependencies.words[i] = word | (executor.bloom.words[i] as number);\n" +
          "    });",
      },
    ],
    without: null,
  },
];
