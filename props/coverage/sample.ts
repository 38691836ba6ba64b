/**
 * The recordings that the quick check runs.
 *
 * @module
 */

const IDS =
  "attr_dict_05 attr_dict_06 attr_slots_03 compgen_03 deopt_01 deopt_04 globals_06 int_arith_05 invalidation_01 " +
  "invalidation_04 invalidation_05 is_in_none_01 is_in_none_03 method_03 misc_02 more_ops_01 more_ops_05 " +
  "more_ops_06 more_ops_07 more_ops_09 more_ops_10 more_ops_11 overflow_01 r0011 r0015 r0030 r0057 r0058 r0059 " +
  "r0070 r0094 r0100 r0101 r0104 r0109 r0112 r0143 r0147 r0151 r0160 r0161 r0168 r0170 r0175 r0182 r0202 r0207 " +
  "r0216 r0218 r0219 r0232 r0234 r0239 r0244 r0266 r0285 r0290 r0352 r0355 r0356 r0443 r0467 r0483 r0495 r0521 " +
  "r0561 r0582 r0644 r0669 r0825 r1029 r1270 r1559 r2055 r2653 str_ops_01 str_ops_04 try_except_03";

/** Ids of a small set of recordings that execute, deopt and fail in all that the recordings do, on every engine. */
export const SAMPLE: readonly string[] = IDS.split(" ");
