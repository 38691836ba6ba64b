/**
 * Faults of the bloom filters of dependencies.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("listed", {
  component: "bloom",
  difficulty: "easy",
  claims: ["bloom-filter", "executor-list", "executor-commands", "invalidation"],
  file: "src/optimizer/bloom_filter.ts",
});

/** Faults of the bloom filters of dependencies. */
export const BLOOM: readonly Mutant[] = [
  fault("bloom-any-overlap", "Membership answers true on any shared bit", {
    find: "if (((hashes.words[i] as number) & ~(this.words[i] as number)) !== 0) return false;",
    replace: "if (((hashes.words[i] as number) & (this.words[i] as number)) !== 0) return true;\n" +
      "      if (i === BLOOM_FILTER_WORDS - 1) return false;",
  }),
  fault("bloom-reversed-superset", "The containment test has its operands swapped", {
    difficulty: "medium",
    find: "(hashes.words[i] as number) & ~(this.words[i] as number)",
    replace: "(this.words[i] as number) & ~(hashes.words[i] as number)",
  }),
  fault("bloom-executor-copy-truncated", "The executor's copy of the filter misses the last word", {
    claims: ["executor-list", "executor-commands", "invalidation", "recordings"],
    file: "src/optimizer/executor.ts",
    find: "executor.valid = true;",
    replace: "executor.bloom.words[7] = 0;\n  executor.valid = true;",
  }),
  fault("bloom-hash-drops-high-bytes", "Only the low four bytes of an address are hashed", {
    difficulty: "hard",
    claims: ["bloom-filter", "recordings"],
    find: "i < SIZEOF_VOID_P",
    replace: "i < 4",
  }),
  fault("bloom-hash-number-arithmetic", "The 64-bit multiplicative hash is computed in double precision", {
    difficulty: "medium",
    claims: ["bloom-filter", "recordings"],
    edits: [{
      find: "const product = ((hashLow ^ byte) >>> 0) * HASH_MULTIPLIER;",
      replace: "const product = (hashHigh * 0x1_0000_0000 + ((hashLow ^ byte) >>> 0)) * HASH_MULTIPLIER;",
    }, {
      find: "(Math.imul(hashHigh, HASH_MULTIPLIER) + Math.floor(product / 0x1_0000_0000)) >>> 0",
      replace: "Math.floor(product / 0x1_0000_0000) >>> 0",
    }],
  }),
  fault(
    "bloom-keyed-on-equality",
    "Dependencies are keyed on the contents of the code, which installing an executor changes",
    {
      difficulty: "medium",
      compare: "gh-108165",
      claims: ["invalidation", "recordings"],
      file: "src/object/values/code.ts",
      find: "get address(): bigint {",
      replace: "get address(): bigint {\n" +
        "    let content = this.units.length;\n" +
        "    for (const unit of this.units) content = (Math.imul(content, 31) + unit) >>> 0;\n" +
        "    if (content !== 0) return BigInt(content);",
    },
  ),
  fault("bloom-not-cleared-between-traces", "The filter of dependencies accumulates over optimizations", {
    claims: ["invalidation", "determinism", "recordings"],
    file: "src/optimizer/uop_optimizer.ts",
    find: "const dependencies = new BloomFilter(index.hash);",
    replace: "const dependencies = new BloomFilter(index.hash);\n" +
      "    for (const executor of index) dependencies.words.forEach((word, i) => {\n" +
      "      dependencies.words[i] = word | (executor.bloom.words[i] as number);\n" +
      "    });",
  }),
];
