import { checkAnswers } from "../testing/check_answers.ts";

Deno.test("operators, displays and texts answer as CPython does", () => {
  checkAnswers(String.raw`
[1] + [2] → [1, 2]
[1] + (2,) → !TypeError: can only concatenate list (not "tuple") to list
[1] * 2 → [1, 1]
2 * [1] → [1, 1]
[1] * 'a' → !TypeError: can't multiply sequence by non-int of type 'str'
'a' + 1 → !TypeError: can only concatenate str (not "int") to str
1 + 'a' → !TypeError: unsupported operand type(s) for +: 'int' and 'str'
'a' * -1 → ''
(1,) + [1] → !TypeError: can only concatenate tuple (not "list") to tuple
[1, 2] < [1, 3] → True
[1] < 'a' → !TypeError: '<' not supported between instances of 'list' and 'str'
[1, 2, 3][1:] → [2, 3]
[1, 2, 3][::-1] → [3, 2, 1]
[1, 2, 3][5] → !IndexError: list index out of range
[1, 2, 3][-10 ** 30] → !IndexError: cannot fit 'int' into an index-sized integer
[1, 2, 3]['a'] → !TypeError: list indices must be integers or slices, not str
'abc'[1] → 'b'
'abc'[5] → !IndexError: string index out of range
'abc'['a'] → !TypeError: string indices must be integers, not 'str'
'abc'[::2] → 'ac'
(1, 2)[0] → 1
{'a': 1}['b'] → !KeyError: 'b'
{'a': 1}[[]] → !TypeError: unhashable type: 'list'
1[0] → !TypeError: 'int' object is not subscriptable
None[0] → !TypeError: 'NoneType' object is not subscriptable
[1, 2] == [1, 2.0] → True
1 in [1.0] → True
'a' in 'abc' → True
1 in 'abc' → !TypeError: 'in <string>' requires string as left operand, not int
1 in 5 → !TypeError: argument of type 'int' is not iterable
[1, 2, 3][1:2.5] → !TypeError: slice indices must be integers or None or have an __index__ method
1 + 1.5 → 2.5
1 / 0 → !ZeroDivisionError: division by zero
1 // 0 → !ZeroDivisionError: integer division or modulo by zero
1 % 0 → !ZeroDivisionError: integer modulo by zero
1.0 / 0 → !ZeroDivisionError: float division by zero
1.0 // 0 → !ZeroDivisionError: float floor division by zero
1.0 % 0 → !ZeroDivisionError: float modulo by zero
2 ** (-1) → 0.5
0 ** (-1) → !ZeroDivisionError: 0.0 cannot be raised to a negative power
0.0 ** (-1) → !ZeroDivisionError: 0.0 cannot be raised to a negative power
(-8) ** 0.5 → (1.7319121124709868e-16+2.8284271247461903j)
5 // -2 → -3
-5 % 3 → 1
5.5 // 2 → 2.0
-5.5 % 2 → 0.5
1 << 70 → 1180591620717411303424
1 << -1 → !ValueError: negative shift count
1 >> -1 → !ValueError: negative shift count
-1 >> 70 → -1
7 & 3 → 3
7 | 8 → 15
7 ^ 2 → 5
~5 → -6
-True → -1
+True → 1
~True → -2
1.5 & 1 → !TypeError: unsupported operand type(s) for &: 'float' and 'int'
1 @ 2 → !TypeError: unsupported operand type(s) for @: 'int' and 'int'
10 ** 20 → 100000000000000000000
2 ** 0.5 → 1.4142135623730951
1 < 2.5 → True
1 < 'a' → !TypeError: '<' not supported between instances of 'int' and 'str'
1 < None → !TypeError: '<' not supported between instances of 'int' and 'NoneType'
1 == 'a' → False
True + True → 2
1e+308 * 10 → inf
-7 // 2 → -4
7 % -3 → -2
2 ** 1000 % 7 → 2
1e+16 + 1 → 1e+16
3 % 2.0 → 1.0
-0.0 → -0.0
0.1 + 0.2 → 0.30000000000000004
1e309 → inf
10 ** 400 * 1.0 → !OverflowError: int too large to convert to float
10 ** 400 / 10 ** 399 → 10.0
5 / 2 → 2.5
2 ** 62 + 2 ** 62 → 9223372036854775808
-2 ** 63 - 1 → -9223372036854775809
-'a' → !TypeError: bad operand type for unary -: 'str'
~1.5 → !TypeError: bad operand type for unary ~: 'float'
+[] → !TypeError: bad operand type for unary +: 'list'
-None → !TypeError: bad operand type for unary -: 'NoneType'
~'a' → !TypeError: bad operand type for unary ~: 'str'
{'a': [1, {'b': (1,)}]} → {'a': [1, {'b': (1,)}]}
{1: 2, 1.0: 3, True: 4} → {1: 4}
[None, ..., NotImplemented] → [None, Ellipsis, NotImplemented]
(1,) → (1,)
() → ()
[[]] → [[]]
{(1, 2): [3]} → {(1, 2): [3]}
"it's" → "it's"
'"' → '"'
'a\nb' → 'a\nb'
b'\x00\xff' → b'\x00\xff'
1e+16 → 1e+16
1e-05 → 1e-05
[1.0, 25000000000.0] → [1.0, 25000000000.0]
-1e-07 → -1e-07
'é😀\x80' → 'é😀\x80'
[float('nan'), float('inf')] → [nan, inf]
str([1, 'a']) → "[1, 'a']"
str({'a': 1}) → "{'a': 1}"
str((1,)) → '(1,)'
str(1.0) → '1.0'
str('a') → 'a'
str(None) → 'None'
str(b'a') → "b'a'"
str(range(3)) → 'range(0, 3)'
str(slice(1)) → 'slice(None, 1, None)'
str(ValueError('x')) → 'x'
repr(ValueError('x')) → "ValueError('x')"
repr(ValueError()) → 'ValueError()'
repr(ValueError(1, 2)) → 'ValueError(1, 2)'
str(KeyError('a')) → "'a'"
str(KeyError()) → ''
str(ValueError(1, 2)) → '(1, 2)'
str(ValueError()) → ''
repr(KeyError('a')) → "KeyError('a')"
str(OSError(1, 'x')) → '[Errno 1] x'
str(Exception([1])) → '[1]'
str(StopIteration(5)) → '5'
repr(StopIteration()) → 'StopIteration()'
str(KeyError(1, 2)) → '(1, 2)'
str(AttributeError('a')) → 'a'
str(ImportError('x')) → 'x'
str(ImportError('m', name='n')) → 'm'
str(NameError('x')) → 'x'
str(ExceptionGroup('g', [ValueError(1)])) → 'g (1 sub-exception)'
repr(ExceptionGroup('g', [ValueError(1), TypeError('a')])) → "ExceptionGroup('g', [ValueError(1), TypeError('a')])"
str(ExceptionGroup('g', [ValueError(1), TypeError(2)])) → 'g (2 sub-exceptions)'
object() → <object object at 0x0>
object(1) → !TypeError: object() takes no arguments
object().__class__ → <class 'object'>
object.__init__ → <slot wrapper '__init__' of 'object' objects>
object().__str__() == 0 → False
1 .__class__ → <class 'int'>
int.__mro__ → (<class 'int'>, <class 'object'>)
bool.__bases__ → (<class 'int'>,)
int.__name__ → 'int'
'a'.__class__.__name__ → 'str'
type('X', (), {}).__doc__ == 0 → False
[].__len__() → 0
1 .__add__(2) → 3
1 .__add__('a') → NotImplemented
'a'.__contains__('a') → True
[1].__contains__(1) → True
[].__class__ → <class 'list'>
{}.__len__() → 0
5 .__eq__(5) → True
5 .__eq__('a') → NotImplemented
5 .__hash__() → 5
[].__hash__ → None
'a'.__eq__('a') → True
1 .__lt__(2) → True
[1, 2].__getitem__(0) → 1
{'a': 1}.__getitem__('a') → 1
int.__add__(1, 2) → 3
int.__add__('a', 2) → !TypeError: descriptor '__add__' requires a 'int' object but received a 'str'
int.__add__() → !TypeError: descriptor '__add__' of 'int' object needs an argument
list.append(1, 2) → !TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object
list.append() → !TypeError: unbound method list.append() needs an argument
str.upper(1) → !TypeError: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
str.upper() → !TypeError: unbound method str.upper() needs an argument
str.upper('a') → 'A'
dict.get({}, 1) → None
hash('a') == hash('a') → True
hash(1.0) == hash(1) → True
hash((1, 2)) == hash((1.0, 2)) → True
1 == 1.0 → True
2 ** 53 == 2.0 ** 53 → True
2 ** 53 + 1 == 2.0 ** 53 → False
10 ** 400 > 1e+308 → True
float('nan') == float('nan') → False
[float('nan')] == [float('nan')] → False
1 < float('nan') → False
(1, 2) < (1, 2, 3) → True
'a' < 'B' → False
'é' < '😀' → True
b'a' < b'a\x00' → True
{1: 2} == {1.0: 2.0} → True
{1: 2} < {} → !TypeError: '<' not supported between instances of 'dict' and 'dict'
None == None → True
None < None → !TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'
... == ... → True
[1] == (1,) → False
range(3) == [0, 1, 2] → False
`);
});
