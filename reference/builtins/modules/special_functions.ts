/**
 * The gamma function and its logarithm on doubles (C: `Modules/mathmodule.c`).
 *
 * @module
 */

const LANCZOS_G = 6.024680040776729583740234375;
const LANCZOS_NUMERATOR = [
  23531376880.410759688572007674451636754734846804940,
  42919803642.649098768957899047001988850926355848959,
  35711959237.355668049440185451547166705960488635843,
  17921034426.037209699919755754458931112671403265390,
  6039542586.3520280050642916443072979210699388420708,
  1439720407.3117216736632230727949123939715485786372,
  248874557.86205415651146038641322942321632125127801,
  31426415.585400194380614231628318205362874684987640,
  2876370.6289353724412254090516208496135991145378768,
  186056.26539522349504029498971604569928220784236328,
  8071.6720023658162106380029022722506138218516325024,
  210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
];
const LANCZOS_DENOMINATOR = [
  0,
  39916800,
  120543840,
  150917976,
  105258076,
  45995730,
  13339535,
  2637558,
  357423,
  32670,
  1925,
  66,
  1,
];

/** Gamma of 1, 2, ..., 23: the factorials that a double holds exactly. */
const EXACT_GAMMA: readonly number[] = Array.from({ length: 23 }, (_, i) => {
  let product = 1;
  for (let k = 2; k <= i; k++) product *= k;
  return product;
});

function lanczosSum(x: number): number {
  let numerator = 0;
  let denominator = 0;
  if (x < 5) {
    for (let i = LANCZOS_NUMERATOR.length - 1; i >= 0; i--) {
      numerator = numerator * x + (LANCZOS_NUMERATOR[i] as number);
      denominator = denominator * x + (LANCZOS_DENOMINATOR[i] as number);
    }
  } else {
    for (let i = 0; i < LANCZOS_NUMERATOR.length; i++) {
      numerator = numerator / x + (LANCZOS_NUMERATOR[i] as number);
      denominator = denominator / x + (LANCZOS_DENOMINATOR[i] as number);
    }
  }
  return numerator / denominator;
}

/** `sin(pi * x)`, exact at multiples of one half. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const quadrant = Math.round(2 * y);
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1;
  switch (quadrant) {
    case 0:
      return sign * Math.sin(Math.PI * y);
    case 1:
      return sign * Math.cos(Math.PI * (y - 0.5));
    case 2:
      return sign * Math.sin(Math.PI * (1 - y));
    case 3:
      return sign * -Math.cos(Math.PI * (y - 1.5));
    default:
      return sign * Math.sin(Math.PI * (y - 2));
  }
}

/** Result of a function that may have none: `domain` or `range` are its errors. */
export type MathResult = number | "domain" | "range";

/** The gamma function. */
export function gamma(x: number): MathResult {
  if (!Number.isFinite(x)) return Number.isNaN(x) || x > 0 ? x : "domain";
  if (x === 0) return "domain";
  if (Number.isInteger(x)) {
    if (x < 0) return "domain";
    if (x <= EXACT_GAMMA.length) return EXACT_GAMMA[x - 1] as number;
  }
  const magnitude = Math.abs(x);
  if (magnitude < 1e-20) return Number.isFinite(1 / x) ? 1 / x : "range";
  if (magnitude > 200) return x < 0 ? 0 / sinPi(x) : "range";
  const y = magnitude + LANCZOS_G - 0.5;
  // The rounding error of y, which the power magnifies.
  let z: number;
  if (magnitude > LANCZOS_G - 0.5) z = (y - magnitude) - (LANCZOS_G - 0.5);
  else z = (y - (LANCZOS_G - 0.5)) - magnitude;
  z = z * LANCZOS_G / y;
  let result: number;
  if (x < 0) {
    result = -Math.PI / sinPi(magnitude) / magnitude * Math.exp(y) / lanczosSum(magnitude);
    result -= z * result;
    result = magnitude < 140
      ? result / Math.pow(y, magnitude - 0.5)
      : result / Math.pow(y, magnitude / 2 - 0.25) / Math.pow(y, magnitude / 2 - 0.25);
  } else {
    result = lanczosSum(magnitude) / Math.exp(y);
    result += z * result;
    result = magnitude < 140
      ? result * Math.pow(y, magnitude - 0.5)
      : result * Math.pow(y, magnitude / 2 - 0.25) * Math.pow(y, magnitude / 2 - 0.25);
  }
  return Number.isFinite(result) ? result : "range";
}

/** Logarithm of the absolute value of gamma. */
export function logGamma(x: number): MathResult {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Infinity;
  if (Number.isInteger(x) && x <= 2) return x <= 0 ? "domain" : 0;
  const magnitude = Math.abs(x);
  if (magnitude < 1e-20) return -Math.log(magnitude);
  let result = Math.log(lanczosSum(magnitude)) - LANCZOS_G;
  result += (magnitude - 0.5) * (Math.log(magnitude + LANCZOS_G - 0.5) - 1);
  if (x < 0) result = Math.log(Math.PI) - Math.log(Math.abs(sinPi(magnitude))) - Math.log(magnitude) - result;
  return Number.isFinite(result) ? result : "range";
}
