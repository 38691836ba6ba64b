/**
 * Tables of what CPython answers to calls of `math`. The test of `error_function.ts`, `exact_sums.ts`, `float_parts.ts`,
 * `math_integers.ts` and `special_functions.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../testing/check_answers.ts";

Deno.test("the module math answers as CPython does", () => {
  checkAnswers(String.raw`
math.floor(2.5) → 2
math.floor(-2.5) → -3
math.ceil(2.1) → 3
math.trunc(-2.7) → -2
math.floor('a') → !TypeError: must be real number, not str
math.trunc('a') → !TypeError: type str doesn't define __trunc__ method
math.floor(float('inf')) → !OverflowError: cannot convert float infinity to integer
math.floor(5) → 5
math.ceil(float('nan')) → !ValueError: cannot convert float NaN to integer
math.floor() → !TypeError: math.floor() takes exactly one argument (0 given)
math.floor(1, 2) → !TypeError: math.floor() takes exactly one argument (2 given)
math.sqrt(2) → 1.4142135623730951
math.sqrt(-1) → !ValueError: math domain error
math.sqrt('a') → !TypeError: must be real number, not str
math.sqrt() → !TypeError: math.sqrt() takes exactly one argument (0 given)
math.sqrt(4) → 2.0
math.sqrt(x=1) → !TypeError: math.sqrt() takes no keyword arguments
math.sqrt(10 ** 400) → !OverflowError: int too large to convert to float
math.sqrt(float('inf')) → inf
math.sqrt(True) → 1.0
math.gcd(12, 18) → 6
math.gcd() → 0
math.gcd(0) → 0
math.gcd(-4, 6, 8) → 2
math.gcd(1.5) → !TypeError: 'float' object cannot be interpreted as an integer
math.lcm(4, 6) → 12
math.lcm() → 1
math.lcm(0, 3) → 0
math.lcm('a') → !TypeError: 'str' object cannot be interpreted as an integer
math.gcd(a=1) → !TypeError: math.gcd() takes no keyword arguments
math.factorial(5) → 120
math.factorial(-1) → !ValueError: factorial() not defined for negative values
math.factorial(2.5) → !TypeError: 'float' object cannot be interpreted as an integer
math.factorial(0) → 1
math.factorial('a') → !TypeError: 'str' object cannot be interpreted as an integer
math.factorial(25) → 15511210043330985984000000
math.comb(5, 2) → 10
math.comb(5, 6) → 0
math.comb(-1, 2) → !ValueError: n must be a non-negative integer
math.comb(5, -2) → !ValueError: k must be a non-negative integer
math.perm(5, 2) → 20
math.perm(5) → 120
math.perm(5, None) → 120
math.comb(5) → !TypeError: comb expected 2 arguments, got 1
math.perm(-1, 2) → !ValueError: n must be a non-negative integer
math.comb(60, 30) → 118264581564861424
math.comb(2.5, 1) → !TypeError: 'float' object cannot be interpreted as an integer
math.isqrt(17) → 4
math.isqrt(-1) → !ValueError: isqrt() argument must be nonnegative
math.isqrt(2.5) → !TypeError: 'float' object cannot be interpreted as an integer
math.isqrt(10 ** 40) → 100000000000000000000
math.isqrt(0) → 0
math.pi → 3.141592653589793
math.e → 2.718281828459045
math.tau → 6.283185307179586
math.inf → inf
math.nan → nan
math.exp(1) → 2.718281828459045
math.exp(1000) → !OverflowError: math range error
math.log(0) → !ValueError: math domain error
math.log(-1) → !ValueError: math domain error
math.log(10) → 2.302585092994046
math.log(8, 2) → 3.0
math.log(10 ** 400) → 921.0340371976182
math.log2(8) → 3.0
math.log10(1000) → 3.0
math.log2(0) → !ValueError: math domain error
math.log(2, 0) → !ValueError: math domain error
math.log(2, 1) → !ZeroDivisionError: float division by zero
math.log('a') → !TypeError: must be real number, not str
math.log() → !TypeError: log expected at least 1 argument, got 0
math.log(2 ** 1000, 2) → 1000.0000000000001
math.log1p(-1) → !ValueError: math domain error
math.log1p(0.5) → 0.4054651081081644
math.expm1(1e-05) → 1.0000050000166668e-05
math.exp(-1000) → 0.0
math.log(float('inf')) → inf
math.log2(2 ** 2000) → 2000.0
math.log10(10 ** 400) → 400.0
math.log(0.0) → !ValueError: math domain error
math.pow(2, 3) → 8.0
math.pow(-1, 0.5) → !ValueError: math domain error
math.pow(0, -1) → !ValueError: math domain error
math.pow(1e+300, 2) → !OverflowError: math range error
math.pow(1, float('nan')) → 1.0
math.pow(float('nan'), 0) → 1.0
math.pow(-1, float('inf')) → 1.0
math.pow(2) → !TypeError: pow expected 2 arguments, got 1
math.pow(0.0, 0) → 1.0
math.pow(-0.0, -3) → !ValueError: math domain error
math.pow(-8, 1 / 3) → !ValueError: math domain error
math.sin(1) → 0.8414709848078965
math.cos(1) → 0.5403023058681398
math.sin(float('inf')) → !ValueError: math domain error
math.atan2(1, -1) → 2.356194490192345
math.acos(2) → !ValueError: math domain error
math.tan(1) → 1.5574077246549023
math.sinh(1000) → !OverflowError: math range error
math.cosh(1) → 1.5430806348152437
math.atanh(1) → !ValueError: math domain error
math.atan(0.5) → 0.4636476090008061
math.asin(0.5) → 0.5235987755982989
math.acosh(0.5) → !ValueError: math domain error
math.asinh(2) → 1.4436354751788103
math.tanh(0.3) → 0.2913126124515909
math.atan2(-0.0, -1) → -3.141592653589793
math.acosh(2) → 1.3169578969248166
math.fmod(5, 3) → 2.0
math.fmod(-5, 3) → -2.0
math.fmod(1, 0) → !ValueError: math domain error
math.fmod(float('inf'), 1) → !ValueError: math domain error
math.fmod(1, float('inf')) → 1.0
math.remainder(5, 3) → -1.0
math.remainder(1, 0) → !ValueError: math domain error
math.remainder(7, 2) → -1.0
math.remainder(-5.5, 2) → 0.5
math.copysign(1, -0.0) → -1.0
math.copysign(-3, 2) → 3.0
math.modf(2.5) → (0.5, 2.0)
math.modf(-2.5) → (-0.5, -2.0)
math.modf(float('inf')) → (0.0, inf)
math.modf(-0.0) → (-0.0, -0.0)
math.frexp(10) → (0.625, 4)
math.frexp(0.0) → (0.0, 0)
math.frexp(5e-324) → (0.5, -1073)
math.ldexp(0.5, 4) → 8.0
math.ldexp(1, 2000) → !OverflowError: math range error
math.ldexp(1, -2000) → 0.0
math.ldexp(1.5, 'a') → !TypeError: Expected an int as second argument to ldexp.
math.ldexp(1.0, -1074) → 5e-324
math.ldexp(3.0, -1075) → 1e-323
math.fsum([0.1] * 10) → 1.0
math.fsum([1e+100, 1, -1e+100]) → 1.0
math.fsum([]) → 0.0
math.fsum([1e+308, 1e+308]) → !OverflowError: intermediate overflow in fsum
math.fsum([float('inf'), 1]) → inf
math.fsum([float('inf'), float('-inf')]) → !ValueError: -inf + inf in fsum
math.fsum(['a']) → !TypeError: must be real number, not str
math.fsum(3) → !TypeError: 'int' object is not iterable
math.fsum([1, 2.5]) → 3.5
math.fsum([5e-324, 5e-324]) → 1e-323
math.fsum([1e+308, -1e+308, 1e-308]) → 1e-308
math.prod([1, 2, 3]) → 6
math.prod([1.5, 2]) → 3.0
math.prod([]) → 1
math.prod([1, 2], start=5) → 10
math.prod(3) → !TypeError: 'int' object is not iterable
math.prod(['a', 2]) → 'aa'
math.prod() → !TypeError: prod() takes exactly 1 positional argument (0 given)
math.hypot(3, 4) → 5.0
math.hypot() → 0.0
math.hypot(1, 1, 1) → 1.7320508075688772
math.hypot(float('inf'), float('nan')) → inf
math.hypot('a') → !TypeError: must be real number, not str
math.dist([1, 2], [4, 6]) → 5.0
math.dist([1], [1, 2]) → !ValueError: both points must have the same number of dimensions
math.hypot(1e+200, 1e+200) → 1.414213562373095e+200
math.hypot(0.1, 0.2, 0.3) → 0.3741657386773941
math.hypot(1e-300, 1e-300) → 1.414213562373095e-300
math.hypot(5) → 5.0
math.isclose(1, 1 + 1e-10) → True
math.isclose(1, 1.1) → False
math.isclose(1, 1.1, rel_tol=0.2) → True
math.isclose(1, 2, abs_tol=-1) → !ValueError: tolerances must be non-negative
math.isclose(1) → !TypeError: isclose() missing required argument 'b' (pos 2)
math.isfinite(1) → True
math.isinf(float('inf')) → True
math.isnan(float('nan')) → True
math.isnan('a') → !TypeError: must be real number, not str
math.isclose(float('inf'), float('inf')) → True
math.isclose(0, 1e-12, abs_tol=1e-09) → True
math.gamma(5) → 24.0
math.gamma(0.5) → 1.7724538509055159
math.gamma(-1) → !ValueError: math domain error
math.gamma(200) → !OverflowError: math range error
math.gamma(0) → !ValueError: math domain error
math.lgamma(5) → 3.178053830347945
math.lgamma(0.5) → 0.5723649429247004
math.lgamma(-1) → !ValueError: math domain error
math.gamma(-1.5) → 2.3632718012073544
math.gamma(171.5) → 9.483367566824801e+307
math.lgamma(1000.5) → 5908.674175848678
math.erf(0.5) → 0.5204998778130465
math.erf(2) → 0.9953222650189527
math.erfc(0.5) → 0.4795001221869535
math.erf(-2) → -0.9953222650189527
math.gamma(float('-inf')) → !ValueError: math domain error
math.gamma(1e-300) → 9.999999999999999e+299
math.lgamma(-2.5) → -0.05624371649767457
math.ulp(1) → 2.220446049250313e-16
math.ulp(0) → 5e-324
math.nextafter(1, 2) → 1.0000000000000002
math.nextafter(1, 0) → 0.9999999999999999
math.nextafter(0, 1) → 5e-324
math.ulp(float('inf')) → inf
math.exp2(0.5) → 1.4142135623730951
math.degrees(1) → 57.29577951308232
math.radians(180) → 3.141592653589793
math.fabs(-2) → 2.0
math.nextafter(0, -1) → -5e-324
math.nextafter(-5e-324, 1) → -0.0
math.ulp(1.7976931348623157e+308) → 1.99584030953472e+292
math.nextafter(float('inf'), 0) → 1.7976931348623157e+308
math.exp2(2000) → !OverflowError: math range error
math.foo → !AttributeError: module 'math' has no attribute 'foo'
math.__name__ → 'math'
math.sqrt.__name__ → 'sqrt'
math.erf(-3) → -0.9999779095030014
math.erf(30) → 1.0
math.erf(0) → 0.0
math.erf(1.6) → 0.976348383344644
math.erf(float('nan')) → nan
math.erf(float('inf')) → 1.0
math.erfc(-3) → 1.9999779095030015
math.erfc(30) → 0.0
math.erfc(float('-inf')) → 2.0
math.erfc(10) → 2.088487583762545e-45
math.gamma(171) → 7.257415615307998e+306
math.gamma(1e-10) → 9999999999.422785
math.gamma(23) → 1.1240007277776077e+21
math.gamma(24.5) → 1.2599063430729375e+23
math.gamma(-3.5) → 0.27008820585226917
math.gamma(-150.5) → -4.478447658150641e-264
math.gamma(-200.5) → -0.0
math.gamma(-201.5) → 0.0
math.gamma(float('inf')) → inf
math.gamma(float('nan')) → nan
math.gamma(1) → 1.0
math.gamma(0.0) → !ValueError: math domain error
math.gamma(-0.5) → -3.544907701811032
math.lgamma(1) → 0.0
math.lgamma(2) → 0.0
math.lgamma(1e20) → 4.5051701859880917e+21
math.lgamma(1e-300) → 690.7755278982137
math.lgamma(float('inf')) → inf
math.lgamma(float('-inf')) → inf
math.lgamma(-100.5) → -364.90096830942736
math.lgamma(3.5) → 1.2009736023470738
math.lgamma(0) → !ValueError: math domain error
math.lgamma(-0.5) → 1.265512123484645
math.frexp(8) → (0.5, 4)
math.frexp(-0.1) → (-0.8, -3)
math.frexp(float('inf')) → (inf, 0)
math.fsum([1e16, 1.0, 1e-16]) → 1.0000000000000002e+16
math.fsum([2.0 ** 53, 1.0, 2.0 ** -60]) → 9007199254740994.0
math.fsum([float('nan'), 1]) → nan
`);
});

Deno.test("functions that came after 3.11 answer as documented", () => {
  checkAnswers(String.raw`
math.sumprod([1, 2], [3, 4]) → 11
math.sumprod([0.1] * 10, [1.0] * 10) → 1.0
math.sumprod([10, 20, 30], [1.5, 2, 1]) → 85.0
math.sumprod([1], [1, 2]) → !ValueError: Inputs are not the same length
math.nextafter(1.0, 2.0, steps=3) → 1.0000000000000007
math.nextafter(1.0, 2.0, steps=0) → 1.0
math.nextafter(1.0, 2.0, steps=-1) → !ValueError: steps must be a non-negative integer
`);
});
