/**
 * Where the pin is loaded with all claims, for those who only need to know the place.
 *
 * @module
 */

/** URL of the module that loads it. */
export const PIN_HOST: string = new URL("./load.ts", import.meta.url).href;
