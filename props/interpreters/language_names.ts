/**
 * Names of the two languages of real interpreters.
 *
 * @module
 */

/** Programs as Python source. */
export const SOURCE = "python";

/** Programs as code objects of the pin. */
export const BYTECODE = "python-bytecode";
