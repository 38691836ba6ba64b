/**
 * Machine-made mutants that behave as the sources do, each with the argument.
 *
 * @module
 */

/** Why nobody can tell a mutant from the sources, by its id. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  "attribute-store-form-dropped-jump-0dlx62o":
    "modules and classes have neither inline values nor slots, so what follows refuses them, too",
  "data-stack-pop-relation-00er4wa":
    "a base of 0 is only ever that of a chunk that was pushed, so there is always one to go back to",
  "exception-table-number-off-by-one-17fo8qs": "shifts are multiples of six, so none is 1",
  "introspection-code-swapped-arguments-1gyi8ee":
    "constants and address of the code of a frame that never runs: nobody asks for them",
  "init-cleanup-code-off-by-one-0hzq0id": "the oparg of an instruction behind a return, which never runs",
  "instrument-last-restart-off-by-one-1iyf5yk":
    "the first value of a field that the reset before every run sets before anything reads it",
  "loop-interpret-relation-0mhscfs":
    "a counter of exactly 16 is one of a special form that missed often, and those come back by another way",
  "machine-next-off-by-one-0qnr2mx": "the first value of a field that the run loop sets before any loop reads it",
  "modern-hash-next-swapped-arguments-1yj1hnp": "the two factors of a product exchanged",
  "modern-hash-x1-bitwise-1ykvx3j":
    "the sign of a number of which a multiplication takes the lower 32 bits, whatever the sign, before it is set anew",
  "number-binary-op-subtract-int-dropped-jump-0p655nh":
    "the way for all ints comes to the same difference as the short way before it",
  "opcodes-opcodes-wrong-row-1kc2hbr":
    "the name of an item that an instruction takes, which its kinds do not name: names are compared within one row only",
  "optimizer-get-executor-relation-0kkjzgc": "one look behind the last unit, where there is no instruction",
  "live-objects-is-leaf-dropped-jump-1sq9sbv":
    "the search looks into what holds nothing that can die as well, and finds nothing there, more slowly",
  "live-objects-is-leaf-dropped-jump-0euqvgt":
    "the search looks into what holds nothing that can die as well, and finds nothing there, more slowly",
  "live-objects-is-leaf-dropped-jump-02wrzkq":
    "the search looks into what holds nothing that can die as well, and finds nothing there, more slowly",
  "stack-copy-free-vars-relation-034ay3c":
    "one write more, to the first slot of the value stack, which is empty while variables are copied",
  "stack-effect-total-dropped-jump-1rjcjej": "the sum over no varying items is the fixed count, made the long way",
  "view-arena-take-relation-1fnn5ss":
    "a view as long as a whole chunk: fresh and all zero, cut from a chunk or made for itself",
};
