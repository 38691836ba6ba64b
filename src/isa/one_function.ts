/**
 * Assembler text of programs with one function.
 *
 * @module
 */

/**
 * Text of a program whose module defines the function `f`: its description from behind `code f` to `end`, and lines for the
 * program itself, such as `calls 2`.
 */
export function oneFunction(description: string, program = ""): string {
  return `tierproof-assembly 1
${program}
code <module>
  stacksize 1
  names f
  const code(1)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    RETURN_CONST 1
  end
code f
${description}`;
}
