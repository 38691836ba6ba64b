/**
 * Tables of what CPython answers to calls of built-in functions. The test of `iterator_types.ts`,
 * `number_functions.ts` and `bytes_from.ts`.
 *
 * @module
 */

import { checkAnswers } from "../testing/check_answers.ts";

Deno.test("built-in functions and constructors answer as CPython does", () => {
  checkAnswers(String.raw`
len([1, 2]) → 2
len(3) → !TypeError: object of type 'int' has no len()
len() → !TypeError: len() takes exactly one argument (0 given)
len([], []) → !TypeError: len() takes exactly one argument (2 given)
len('a😀') → 2
abs(-3) → 3
abs(-2.5) → 2.5
abs('x') → !TypeError: bad operand type for abs(): 'str'
abs(3 + 4j) → 5.0
abs() → !TypeError: abs() takes exactly one argument (0 given)
abs(1, 2) → !TypeError: abs() takes exactly one argument (2 given)
abs(x=1) → !TypeError: abs() takes no keyword arguments
all([1, 0]) → False
all([]) → True
any([0, 1]) → True
any(3) → !TypeError: 'int' object is not iterable
all() → !TypeError: all() takes exactly one argument (0 given)
ascii('é') → "'\\xe9'"
bin(10) → '0b1010'
bin(-5) → '-0b101'
bin(1.5) → !TypeError: 'float' object cannot be interpreted as an integer
hex(255) → '0xff'
hex(-1) → '-0x1'
oct(8) → '0o10'
oct('x') → !TypeError: 'str' object cannot be interpreted as an integer
callable(len) → True
callable(3) → False
callable(int) → True
chr(97) → 'a'
chr(128512) → '😀'
chr(-1) → !ValueError: chr() arg not in range(0x110000)
chr(1114112) → !ValueError: chr() arg not in range(0x110000)
chr('a') → !TypeError: 'str' object cannot be interpreted as an integer
chr(10 ** 30) → !OverflowError: Python int too large to convert to C int
chr(2 ** 40) → !OverflowError: Python int too large to convert to C int
chr(1.0) → !TypeError: 'float' object cannot be interpreted as an integer
ord('a') → 97
ord('😀') → 128512
ord('ab') → !TypeError: ord() expected a character, but string of length 2 found
ord('') → !TypeError: ord() expected a character, but string of length 0 found
ord(3) → !TypeError: ord() expected string of length 1, but int found
ord(b'a') → 97
ord(b'ab') → !TypeError: ord() expected a character, but string of length 2 found
divmod(7, 3) → (2, 1)
divmod(-7, 3) → (-3, 2)
divmod(7, -3.5) → (-2.0, -0.0)
divmod(1, 0) → !ZeroDivisionError: integer division or modulo by zero
divmod(1.0, 0) → !ZeroDivisionError: float divmod()
divmod('a', 2) → !TypeError: unsupported operand type(s) for divmod(): 'str' and 'int'
divmod(1) → !TypeError: divmod expected 2 arguments, got 1
divmod(1, 2, 3) → !TypeError: divmod expected 2 arguments, got 3
pow(2, 10) → 1024
pow(2, -1) → 0.5
pow(2, 10, 1000) → 24
pow(3, -1, 7) → 5
pow(2, 0.5) → 1.4142135623730951
pow(0, -1) → !ZeroDivisionError: 0.0 cannot be raised to a negative power
pow(2, 3, 0) → !ValueError: pow() 3rd argument cannot be 0
pow('a', 2) → !TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
pow(2) → !TypeError: pow() missing required argument 'exp' (pos 2)
pow(2, 3, 4, 5) → !TypeError: pow() takes at most 3 arguments (4 given)
pow(base=2, exp=3) → 8
pow(2, 1.0, 3) → !TypeError: pow() 3rd argument not allowed unless all arguments are integers
pow(2, -1, 4) → !ValueError: base is not invertible for the given modulus
round(2.5) → 2
round(3.5) → 4
round(-2.5) → -2
round(2.675, 2) → 2.67
round(1234.5, -2) → 1200.0
round(15, -1) → 20
round(25, -1) → 20
round(-25, -1) → -20
round(5, -1) → 0
round(1e+308, -308) → 1e+308
round(float('inf')) → !OverflowError: cannot convert float infinity to integer
round(float('nan')) → !ValueError: cannot convert float NaN to integer
round('x') → !TypeError: type str doesn't define __round__ method
round(1.5, None) → 2
round(1.5, 'a') → !TypeError: 'str' object cannot be interpreted as an integer
round(number=1.4) → 1
round() → !TypeError: round() missing required argument 'number' (pos 1)
round(1, 2, 3) → !TypeError: round() takes at most 2 arguments (3 given)
round(0.5) → 0
round(-0.5) → 0
round(-0.4, 0) → -0.0
round(2 ** 70 + 1, -5) → 1180591620717411300000
round(True) → 1
round(1.23456789e-05, 8) → 1.235e-05
round(5e-324, 323) → 0.0
round(5e-324, 324) → 5e-324
round(1.7976931348623157e+308, -309) → 0.0
sum([1, 2, 3]) → 6
sum([1.5, 2]) → 3.5
sum([0.1] * 10) → 1.0
sum([1e+100, 1.0, -1e+100]) → 1.0
sum(['a']) → !TypeError: unsupported operand type(s) for +: 'int' and 'str'
sum(['a'], '') → !TypeError: sum() can't sum strings [use ''.join(seq) instead]
sum([[1], [2]], []) → [1, 2]
sum([]) → 0
sum(3) → !TypeError: 'int' object is not iterable
sum() → !TypeError: sum() takes at least 1 positional argument (0 given)
sum([1], 2, 3) → !TypeError: sum() takes at most 2 arguments (3 given)
sum([1], start=5) → 6
sum([1, 2], start=0.5) → 3.5
sum([2 ** 62, 2 ** 62, 0.1, 0.2, 0.3]) → 9.223372036854776e+18
sum([0.1, 0.2, 0.3, 2 ** 70, 0.1, 0.2]) → 1.1805916207174113e+21
sum([True, 2.5, 1]) → 4.5
sum([b'a'], b'') → !TypeError: sum() can't sum bytes [use b''.join(seq) instead]
sum([1, 2.5, 'a']) → !TypeError: unsupported operand type(s) for +: 'float' and 'str'
sum([1e+308, 1e+308]) → inf
sum([float('inf'), 1.0]) → inf
sum([-0.0]) → 0.0
sum([-0.0], -0.0) → -0.0
sum((0.1, 1, 0.2, 2, 0.3)) → 3.5999999999999996
max(1, 2) → 2
max([1, 3, 2]) → 3
max([]) → !ValueError: max() iterable argument is empty
max([], default=5) → 5
max(1, 2, default=3) → !TypeError: Cannot specify a default for max() with multiple positional arguments
max('a', 'b', key=ord) → 'b'
max(3) → !TypeError: 'int' object is not iterable
max(1, 'a') → !TypeError: '>' not supported between instances of 'str' and 'int'
max() → !TypeError: max expected at least 1 argument, got 0
min('hello') → 'e'
max([1, 2], foo=3) → !TypeError: 'foo' is an invalid keyword argument for max()
min(1.0, 1) → 1.0
max(1, 1.0) → 1
max([(1, 2), (1, 3)]) → (1, 3)
min([], key=None) → !ValueError: min() iterable argument is empty
min([1, 2, 3], key=None) → 1
sorted([3, 1, 2]) → [1, 2, 3]
sorted('hello', reverse=True) → ['o', 'l', 'l', 'h', 'e']
sorted([3, 'a']) → !TypeError: '<' not supported between instances of 'str' and 'int'
sorted(['b', 'A'], key=str.lower) → ['A', 'b']
sorted() → !TypeError: sorted expected 1 argument, got 0
sorted([1], [2]) → !TypeError: sorted expected 1 argument, got 2
sorted([1], foo=1) → !TypeError: 'foo' is an invalid keyword argument for sort()
sorted(3) → !TypeError: 'int' object is not iterable
sorted([1, 2], reverse='x') → [2, 1]
sorted([1.5, 1, True, 0]) → [0, 1, True, 1.5]
sorted([(2, 'b'), (2, 'a'), (1, 'z')]) → [(1, 'z'), (2, 'a'), (2, 'b')]
sorted({'b': 1, 'a': 2}) → ['a', 'b']
sorted([None, 1]) → !TypeError: '<' not supported between instances of 'int' and 'NoneType'
isinstance(1, int) → True
isinstance(True, int) → True
isinstance(1, (str, int)) → True
isinstance(1, 1) → !TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
isinstance(1, (1,)) → !TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
issubclass(bool, int) → True
issubclass(1, int) → !TypeError: issubclass() arg 1 must be a class
issubclass(int, 1) → !TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
isinstance(1) → !TypeError: isinstance expected 2 arguments, got 1
getattr(1, 'real') → 1
getattr(1, 'foo') → !AttributeError: 'int' object has no attribute 'foo'
getattr(1, 'foo', 9) → 9
getattr(1, 2) → !TypeError: attribute name must be string, not 'int'
hasattr(1, 'real') → True
hasattr(1, 'q') → False
hasattr(1, 2) → !TypeError: attribute name must be string, not 'int'
getattr(1) → !TypeError: getattr expected at least 2 arguments, got 1
setattr(1, 'x', 2) → !AttributeError: 'int' object has no attribute 'x' and no __dict__ for setting new attributes
setattr([], 'x', 1) → !AttributeError: 'list' object has no attribute 'x' and no __dict__ for setting new attributes
delattr(1, 'real') → !AttributeError: attribute 'real' of 'int' objects is not writable
delattr([], 'append') → !AttributeError: 'list' object attribute 'append' is read-only
iter([1]) → <list_iterator object at 0x0>
iter(3) → !TypeError: 'int' object is not iterable
iter(int, 0) → <callable_iterator object at 0x0>
iter(3, 4) → !TypeError: iter(v, w): v must be callable
iter() → !TypeError: iter expected at least 1 argument, got 0
next(iter([])) → !StopIteration: 
next(iter([]), 5) → 5
next([1]) → !TypeError: 'list' object is not an iterator
next() → !TypeError: next expected at least 1 argument, got 0
next(iter([7])) → 7
format(3.14159, '.2f') → '3.14'
format('a', '>5') → '    a'
format(10, 'x') → 'a'
format([], 'x') → !TypeError: unsupported format string passed to list.__format__
format(1, 2) → !TypeError: format() argument 2 must be str, not int
format(None, '') → 'None'
format(None, 'x') → !TypeError: unsupported format string passed to NoneType.__format__
format(True) → 'True'
format(True, 'd') → '1'
format(object, '') → "<class 'object'>"
format() → !TypeError: format expected at least 1 argument, got 0
repr('a') → "'a'"
repr() → !TypeError: repr() takes exactly one argument (0 given)
str() → ''
str(1) → '1'
str(b'a') → "b'a'"
str(b'a', 'ascii') → 'a'
str(b'\xff', 'utf-8') → !UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
str(object=5) → '5'
str(1, 2) → !TypeError: str() argument 'encoding' must be str, not int
str('a', 'b') → !TypeError: decoding str is not supported
str(1, 'x') → !TypeError: decoding to str: need a bytes-like object, int found
str(1, 2, 3, 4) → !TypeError: str() takes at most 3 arguments (4 given)
str(foo=1) → !TypeError: 'foo' is an invalid keyword argument for str()
str(b'abc', errors='strict') → 'abc'
hash(1) → 1
hash(True) → 1
hash(2 ** 61 - 1) → 0
hash(-1) → -2
hash(1.5) → 1152921504606846977
hash(0.1) → 230584300921369408
hash(-2) → -2
hash([]) → !TypeError: unhashable type: 'list'
hash(float('inf')) → 314159
hash(None) == hash(None) → True
hash(2 ** 100) → 549755813888
hash((1, 2)) → -3550055125485641917
hash(()) → 5740354900026072187
hash(1 + 2j) → 2000007
hash(frozenset([1, 2, 3])) → -272375401224217160
hash(range(3)) → -8338477496398685190
hash((1, (2.5, True))) → 8211949669649142798
hash(float('-inf')) → -314159
hash({}) → !TypeError: unhashable type: 'dict'
hash(-2.0 ** 70) → -512
int() → 0
int(5) → 5
int('12') → 12
int('0x1f', 16) → 31
int('z', 36) → 35
int(3.9) → 3
int(-3.9) → -3
int(float('inf')) → !OverflowError: cannot convert float infinity to integer
int(float('nan')) → !ValueError: cannot convert float NaN to integer
int('a') → !ValueError: invalid literal for int() with base 10: 'a'
int(None) → !TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
int([]) → !TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
int('1', 2, 3) → !TypeError: int() takes at most 2 arguments (3 given)
int(base=5) → !TypeError: int() missing string argument
int(5, 10) → !TypeError: int() can't convert non-string with explicit base
int('5', base=10) → 5
int('5', 1) → !ValueError: int() base must be >= 2 and <= 36, or 0
int('5', 37) → !ValueError: int() base must be >= 2 and <= 36, or 0
int('5', 'a') → !TypeError: 'str' object cannot be interpreted as an integer
int(x=3) → !TypeError: 'x' is an invalid keyword argument for int()
int(b'12') → 12
int(b'x') → !ValueError: invalid literal for int() with base 10: b'x'
int(True) → 1
int('  7  ') → 7
int(1e+20) → 100000000000000000000
int(2 + 3j) → !TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
int('1', foo=3) → !TypeError: 'foo' is an invalid keyword argument for int()
int(b'7', 8) → 7
int('9', 8) → !ValueError: invalid literal for int() with base 8: '9'
float() → 0.0
float(1) → 1.0
float('1.5') → 1.5
float('x') → !ValueError: could not convert string to float: 'x'
float(None) → !TypeError: float() argument must be a string or a real number, not 'NoneType'
float([]) → !TypeError: float() argument must be a string or a real number, not 'list'
float(10 ** 400) → !OverflowError: int too large to convert to float
float(1, 2) → !TypeError: float expected at most 1 argument, got 2
float(x=1) → !TypeError: float() takes no keyword arguments
float(b'2.5') → 2.5
float(True) → 1.0
float('inf') → inf
float('  1e3\n') → 1000.0
float(1j) → !TypeError: float() argument must be a string or a real number, not 'complex'
float('1_0') → 10.0
bool() → False
bool([]) → False
bool(0.0) → False
bool(1, 2) → !TypeError: bool expected at most 1 argument, got 2
bool(x=1) → !TypeError: bool() takes no keyword arguments
bool('a') → True
bool(None) → False
complex() → 0j
complex(1) → (1+0j)
complex(1, 2) → (1+2j)
complex('1+2j') → (1+2j)
complex('x') → !ValueError: complex() arg is a malformed string
complex('1', 2) → !TypeError: complex() can't take second arg if first is a string
complex(1, '2') → !TypeError: complex() second arg can't be a string
complex([]) → !TypeError: complex() first argument must be a string or a number, not 'list'
complex(real=1, imag=2) → (1+2j)
complex(1j, 2j) → (-2+1j)
complex(1.5, 2j) → (-0.5+0j)
complex(1, []) → !TypeError: complex() second argument must be a number, not 'list'
complex(1, 2, 3) → !TypeError: complex() takes at most 2 arguments (3 given)
list() → []
list('abc') → ['a', 'b', 'c']
list(3) → !TypeError: 'int' object is not iterable
list([1], [2]) → !TypeError: list expected at most 1 argument, got 2
list(x=1) → !TypeError: list() takes no keyword arguments
list({1: 2}) → [1]
list(range(3)) → [0, 1, 2]
list((1, 2)) → [1, 2]
list(b'ab') → [97, 98]
tuple() → ()
tuple('ab') → ('a', 'b')
tuple(3) → !TypeError: 'int' object is not iterable
tuple([1], [2]) → !TypeError: tuple expected at most 1 argument, got 2
tuple(x=1) → !TypeError: tuple() takes no keyword arguments
tuple(range(2)) → (0, 1)
tuple((1, 2)) → (1, 2)
dict() → {}
dict(a=1) → {'a': 1}
dict([(1, 2)]) → {1: 2}
dict([(1, 2, 3)]) → !ValueError: dictionary update sequence element #0 has length 3; 2 is required
dict([1]) → !TypeError: cannot convert dictionary update sequence element #0 to a sequence
dict(3) → !TypeError: 'int' object is not iterable
dict({'a': 1}, b=2) → {'a': 1, 'b': 2}
dict([['x', 1]], x=2) → {'x': 2}
dict(1, 2) → !TypeError: dict expected at most 1 argument, got 2
dict('ab') → !ValueError: dictionary update sequence element #0 has length 1; 2 is required
dict(['ab', 'cd']) → {'a': 'b', 'c': 'd'}
dict([[1, 2], [3]]) → !ValueError: dictionary update sequence element #1 has length 1; 2 is required
dict([(1, 2), [[], 3]]) → !TypeError: unhashable type: 'list'
set() → set()
set('aab') == {'a', 'b'} → True
set(3) → !TypeError: 'int' object is not iterable
set([1], [2]) → !TypeError: set expected at most 1 argument, got 2
set(x=1) → !TypeError: set() takes no keyword arguments
set([[]]) → !TypeError: unhashable type: 'list'
frozenset([1]) → frozenset({1})
frozenset() → frozenset()
frozenset(3) → !TypeError: 'int' object is not iterable
frozenset(1, 2) → !TypeError: frozenset expected at most 1 argument, got 2
set([3, 1, 2]) → {1, 2, 3}
{1, 2, 3} → {1, 2, 3}
{3, 2, 1} → {1, 2, 3}
{10, 2, 33} → {33, 10, 2}
set(range(10)) → {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
set([5, 1, 5, 8, 100, 33]) → {1, 33, 100, 5, 8}
bytes() → b''
bytes(3) → b'\x00\x00\x00'
bytes([1, 2]) → b'\x01\x02'
bytes('a') → !TypeError: string argument without an encoding
bytes('a', 'utf-8') → b'a'
bytes(-1) → !ValueError: negative count
bytes([256]) → !ValueError: bytes must be in range(0, 256)
bytes(['a']) → !TypeError: 'str' object cannot be interpreted as an integer
bytes(b'x') → b'x'
bytes(1.5) → !TypeError: cannot convert 'float' object to bytes
bytes('é', 'ascii') → !UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
bytes([1], 'x') → !TypeError: encoding without a string argument
bytes(None) → !TypeError: cannot convert 'NoneType' object to bytes
bytearray(b'ab') → bytearray(b'ab')
bytearray(2) → bytearray(b'\x00\x00')
bytearray('é', 'utf-8') → bytearray(b'\xc3\xa9')
range(3) → range(0, 3)
range(1, 5) → range(1, 5)
range(1, 10, 2) → range(1, 10, 2)
range() → !TypeError: range expected at least 1 argument, got 0
range(1, 2, 3, 4) → !TypeError: range expected at most 3 arguments, got 4
range(1.5) → !TypeError: 'float' object cannot be interpreted as an integer
range(1, 2, 0) → !ValueError: range() arg 3 must not be zero
range('a') → !TypeError: 'str' object cannot be interpreted as an integer
list(range(5, 0, -2)) → [5, 3, 1]
range(3)[1] → 1
range(10)[2:5] → range(2, 5)
range(10)[::-1] → range(9, -1, -1)
range(3)[5] → !IndexError: range object index out of range
len(range(10, 0, -3)) → 4
range(3) == range(0, 3, 1) → True
2 in range(3) → True
2.0 in range(3) → True
'a' in range(3) → False
range(5).count(2) → 1
range(5).index(3) → 3
range(5).index(9) → !ValueError: 9 is not in range
range(5).index('a') → !ValueError: sequence.index(x): x not in sequence
range(x=1) → !TypeError: range() takes no keyword arguments
range(3).start → 0
range(True) → range(0, 1)
range(0, 10, 3).stop → 10
slice(3) → slice(None, 3, None)
slice(1, 2) → slice(1, 2, None)
slice(1, 2, 3) → slice(1, 2, 3)
slice() → !TypeError: slice expected at least 1 argument, got 0
slice(1, 2, 3, 4) → !TypeError: slice expected at most 3 arguments, got 4
slice(1, 10, 2).indices(5) → (1, 5, 2)
slice(None).indices(3) → (0, 3, 1)
slice(None, None, -1).indices(4) → (3, -1, -1)
slice(1, 2, 0).indices(3) → !ValueError: slice step cannot be zero
slice(1).indices(-1) → !ValueError: length should not be negative
slice('a').indices(3) → !TypeError: slice indices must be integers or None or have an __index__ method
slice(1, 2).start → 1
slice(1, 2) == slice(1, 2) → True
slice(a=1) → !TypeError: slice() takes no keyword arguments
enumerate([1]) → <enumerate object at 0x0>
list(enumerate('ab')) → [(0, 'a'), (1, 'b')]
list(enumerate('ab', 5)) → [(5, 'a'), (6, 'b')]
enumerate() → !TypeError: enumerate() missing required argument 'iterable'
enumerate(3) → !TypeError: 'int' object is not iterable
list(enumerate('ab', start=2)) → [(2, 'a'), (3, 'b')]
enumerate('a', 'b') → !TypeError: 'str' object cannot be interpreted as an integer
list(enumerate(iterable='x')) → [(0, 'x')]
enumerate('a', 1, 2) → !TypeError: enumerate() takes at most 2 arguments (3 given)
enumerate('a', foo=1) → !TypeError: 'foo' is an invalid keyword argument for enumerate()
list(zip('ab', [1, 2, 3])) → [('a', 1), ('b', 2)]
list(zip()) → []
zip(3) → !TypeError: 'int' object is not iterable
list(zip([1], [1, 2], strict=True)) → !ValueError: zip() argument 2 is longer than argument 1
list(zip([1, 2], [1], strict=True)) → !ValueError: zip() argument 2 is shorter than argument 1
zip([1], foo=2) → !TypeError: 'foo' is an invalid keyword argument for zip()
list(zip('ab', 'cd', 'e')) → [('a', 'c', 'e')]
list(zip([1, 2], [3, 4], [5], strict=True)) → !ValueError: zip() argument 3 is shorter than arguments 1-2
list(zip([1], [3], [5, 6], strict=True)) → !ValueError: zip() argument 3 is longer than arguments 1-2
list(map(str, [1, 2])) → ['1', '2']
map(str) → !TypeError: map() must have at least two arguments.
map() → !TypeError: map() must have at least two arguments.
list(map(pow, [2, 3], [3, 2])) → [8, 9]
list(map(3, [1])) → !TypeError: 'int' object is not callable
map(str, 3) → !TypeError: 'int' object is not iterable
map(str, [1], x=2) → !TypeError: map() takes no keyword arguments
list(map(len, ['a', 3])) → !TypeError: object of type 'int' has no len()
list(filter(None, [0, 1, 2])) → [1, 2]
list(filter(str.isdigit, ['a', '1'])) → ['1']
filter(None) → !TypeError: filter expected 2 arguments, got 1
filter(None, 3) → !TypeError: 'int' object is not iterable
filter(None, [1], 2) → !TypeError: filter expected 2 arguments, got 3
list(filter(3, [1])) → !TypeError: 'int' object is not callable
list(reversed([1, 2])) → [2, 1]
reversed(3) → !TypeError: 'int' object is not reversible
list(reversed('ab')) → ['b', 'a']
list(reversed(range(3))) → [2, 1, 0]
list(reversed({1: 2, 3: 4})) → [3, 1]
reversed({1}) → !TypeError: 'set' object is not reversible
reversed() → !TypeError: reversed expected 1 argument, got 0
list(reversed((1, 2))) → [2, 1]
reversed([1], 2) → !TypeError: reversed expected 1 argument, got 2
list(reversed({1: 2}.items())) → [(1, 2)]
reversed(x=1) → !TypeError: reversed() takes no keyword arguments
list(reversed(range(0, 10, 3))) → [9, 6, 3, 0]
list(reversed({'a': 1, 'b': 2}.values())) → [2, 1]
type(1) → <class 'int'>
type('a') → <class 'str'>
type(None) → <class 'NoneType'>
type(...) → <class 'ellipsis'>
type(NotImplemented) → <class 'NotImplementedType'>
type(len) → <class 'builtin_function_or_method'>
type([].append) → <class 'builtin_function_or_method'>
type(str.upper) → <class 'method_descriptor'>
type(int.__add__) → <class 'wrapper_descriptor'>
type(dict.fromkeys) → <class 'builtin_function_or_method'>
type({}.keys()) → <class 'dict_keys'>
type(iter([])) → <class 'list_iterator'>
type(iter('a')) → <class 'str_ascii_iterator'>
type(type) → <class 'type'>
type(1j) → <class 'complex'>
type(slice(1)) → <class 'slice'>
type(object()) → <class 'object'>
type(1, 2) → !TypeError: type() takes 1 or 3 arguments
type() → !TypeError: type() takes 1 or 3 arguments
print('a') → None
print('a', sep=3) → !TypeError: sep must be None or a string, not int
print(end=5) → !TypeError: end must be None or a string, not int
print(foo=1) → !TypeError: 'foo' is an invalid keyword argument for print()
print('a', sep='') → None
vars(3) → !TypeError: vars() argument must have __dict__ attribute
callable() → !TypeError: callable() takes exactly one argument (0 given)
callable(1, 2) → !TypeError: callable() takes exactly one argument (2 given)
[].append → <built-in method append of list object at 0x0>
list.append → <method 'append' of 'list' objects>
len → <built-in function len>
str.join → <method 'join' of 'str' objects>
int.__add__ → <slot wrapper '__add__' of 'int' objects>
dict.fromkeys → <built-in method fromkeys of type object at 0x0>
int.real → <attribute 'real' of 'int' objects>
'a'.upper.__name__ → 'upper'
len.__name__ → 'len'
str.upper.__name__ → 'upper'
list → <class 'list'>
int → <class 'int'>
type → <class 'type'>
object → <class 'object'>
list.__name__ → 'list'
math.floor → <built-in function floor>
1 .__add__ → <method-wrapper '__add__' of int object at 0x0>
''.join → <built-in method join of str object at 0x0>
range(3).start → 0
`);
});
