/**
 * Tables of what CPython answers about subclasses of built-in types. The test of `../core/sequence_operators.ts`,
 * `../core/namespace.ts`, `../core/referrers.ts`, `../text/format.ts` and `../core/wrappers.ts`.
 *
 * @module
 */

import { checkAnswers } from "../testing/check_answers.ts";

Deno.test("subclasses of built-in types, exceptions and slot methods answer as CPython does", () => {
  checkAnswers(String.raw`
I = type('I', (int,), {})
I(5) → 5
I('7') → 7
I(5) + 1 → 6
type(I(5) + 1) → <class 'int'>
repr(I(5)) → '5'
str(I(5)) → '5'
'%d' % I(5) → '5'
format(I(5), 'x') → '5'
I(5) == 5 → True
hash(I(5)) == hash(5) → True
I(5).bit_length() → 3
[1, 2, 3][I(1)] → 2
I.from_bytes(b'\x05', 'big') → 5
type(I.from_bytes(b'\x05', 'big')) → <class 'I'>
I(5).real → 5
type(I(5).real) → <class 'int'>
abs(I(-5)) → 5
sum([I(1), I(2)]) → 3
I(3) * 'ab' → 'ababab'
range(I(3)) → range(0, 3)
chr(I(97)) → 'a'
I(5).__class__ → <class 'I'>
isinstance(I(5), int) → True
I('x') → !ValueError: invalid literal for int() with base 10: 'x'
I(5, 6) → !TypeError: int() can't convert non-string with explicit base
bool(I(0)) → False
-I(5) → -5
type(-I(5)) → <class 'int'>
round(I(5)) → 5
divmod(I(7), 2) → (3, 1)
float(I(5)) → 5.0
int(I(5)) → 5
type(int(I(5))) → <class 'int'>
I(2) ** I(3) → 8
I(5) < 6 → True
max(I(5), 3) → 5
hex(I(255)) → '0xff'
'{:d}'.format(I(5)) → '5'
{I(5): 1}[5] → 1
math.sqrt(I(4)) → 2.0
~I(5) → -6
[I(1)] → [1]

S = type('S', (str,), {})
S('ab') → 'ab'
S('ab') + 'c' → 'abc'
type(S('ab') + 'c') → <class 'str'>
repr(S('ab')) → "'ab'"
str(S('ab')) → 'ab'
type(str(S('ab'))) → <class 'str'>
len(S('ab')) → 2
S('ab').upper() → 'AB'
type(S('ab').upper()) → <class 'str'>
''.join([S('a'), 'b']) → 'ab'
S('ab') == 'ab' → True
hash(S('ab')) == hash('ab') → True
S('ab')[0] → 'a'
'%s' % S('ab') → 'ab'
format(S('ab'), '>5') → '   ab'
S('%d') % 5 → '5'
S('a') * 3 → 'aaa'
'a' in S('ab') → True
S('a,b').split(',') → ['a', 'b']
S('{}').format(1) → '1'
sorted([S('b'), 'a']) → ['a', 'b']
S(5) → '5'
S(b'ab', 'ascii') → 'ab'
int(S('5')) → 5
float(S('1.5')) → 1.5
'ab'.replace(S('a'), S('x')) → 'xb'
S('ab').center(6) → '  ab  '
{S('a'): 1}['a'] → 1
ord(S('a')) → 97
S('a') < 'b' → True
getattr(5, S('real')) → 5
S() → ''
list(S('ab')) → ['a', 'b']
'ab'.startswith(S('a')) → True
S('ab').strip() → 'ab'
type(S('ab').strip()) → <class 'str'>
S('ab').join(['1', '2']) → '1ab2'

F = type('F', (float,), {})
F(1.5) → 1.5
F('2.5') → 2.5
F(1.5) + 1 → 2.5
type(F(1.5) + 1) → <class 'float'>
repr(F(1.5)) → '1.5'
str(F(1.5)) → '1.5'
F(1.5) == 1.5 → True
hash(F(1.5)) == hash(1.5) → True
'%.1f' % F(1.5) → '1.5'
format(F(1.5), '.2f') → '1.50'
F(2.0).is_integer() → True
math.floor(F(2.5)) → 2
int(F(2.5)) → 2
float(F(2.5)) → 2.5
type(float(F(2.5))) → <class 'float'>
round(F(2.5)) → 2
round(F(2.567), 1) → 2.6
F() → 0.0
sum([F(0.1)] * 3) → 0.30000000000000004
-F(1.5) → -1.5
bool(F(0.0)) → False
F(1.5).real → 1.5
type(F(1.5).real) → <class 'float'>
F.fromhex('0x1p0') → 1.0
type(F.fromhex('0x1p0')) → <class 'F'>
abs(F(-1.5)) → 1.5
max(F(1.5), 1) → 1.5

L = type('L', (list,), {})
L([1, 2]) → [1, 2]
L('ab') → ['a', 'b']
L([1]) + [2] → [1, 2]
type(L([1]) + [2]) → <class 'list'>
repr(L([1])) → '[1]'
len(L([1])) → 1
L([1]) == [1] → True
x = L([3, 1])
x.sort() → None
x → [1, 3]
x.append(4) → None
x → [1, 3, 4]
x[0] → 1
x[1:] → [3, 4]
type(x[1:]) → <class 'list'>
x.copy() → [1, 3, 4]
type(x.copy()) → <class 'list'>
L(3) → !TypeError: 'int' object is not iterable
L() → []
x * 2 → [1, 3, 4, 1, 3, 4]
type(x * 2) → <class 'list'>
list(x) → [1, 3, 4]
isinstance(x, list) → True
sorted(x) → [1, 3, 4]
reversed(x) → <list_reverseiterator object at 0x0>
list(reversed(x)) → [4, 3, 1]
x.__dict__ → {}
max(x) → 4
'a' in x → False
x.index(3) → 1

T = type('T', (tuple,), {})
T([1, 2]) → (1, 2)
T() → ()
T([1]) + (2,) → (1, 2)
type(T([1]) + (2,)) → <class 'tuple'>
repr(T([1])) → '(1,)'
T([1]) == (1,) → True
hash(T([1])) == hash((1,)) → True
T([1, 2])[0] → 1
T([1, 2])[:] → (1, 2)
type(T([1, 2])[:]) → <class 'tuple'>
tuple(T([1])) → (1,)
type(tuple(T([1]))) → <class 'tuple'>
'%s %s' % T([1, 2]) → '1 2'
T([1]) * 2 → (1, 1)
T([1, 2]).index(2) → 1
isinstance(3, T([int, str])) → True
'ab'.startswith(T(['a'])) → True

D = type('D', (dict,), {})
D(a=1) → {'a': 1}
D({'a': 1}) → {'a': 1}
D([('a', 1)]) → {'a': 1}
repr(D(a=1)) → "{'a': 1}"
D(a=1) == {'a': 1} → True
D(a=1)['a'] → 1
D(a=1).copy() → {'a': 1}
type(D(a=1).copy()) → <class 'dict'>
D.fromkeys('ab') → {'a': None, 'b': None}
type(D.fromkeys('ab')) → <class 'D'>
dict(D(a=1)) → {'a': 1}
D(a=1) | {'b': 2} → {'a': 1, 'b': 2}
type(D(a=1) | {'b': 2}) → <class 'dict'>
len(D(a=1)) → 1
D()['x'] → !KeyError: 'x'
'%(a)s' % D(a=1) → '1'
list(D(a=1)) → ['a']
D(3) → !TypeError: 'int' object is not iterable

X = type('X', (set,), {})
X([1]) → X({1})
repr(X([1])) → 'X({1})'
repr(X()) → 'X()'
X([1]) | {2} → {1, 2}
type(X([1]) | {2}) → <class 'set'>
X([1]) == {1} → True
X([1]).union([2]) → {1, 2}
type(X([1]).union([2])) → <class 'set'>
X([1]).copy() → {1}
type(X([1]).copy()) → <class 'set'>
Y = type('Y', (frozenset,), {})
Y([1]) → Y({1})
Y([1]) | {2} → frozenset({1, 2})
type(Y([1]) | {2}) → <class 'frozenset'>
hash(Y([1])) == hash(frozenset([1])) → True
Y([1]).copy() → frozenset({1})
type(Y([1]).copy()) → <class 'frozenset'>

B = type('B', (bytes,), {})
B(b'ab') → b'ab'
B([1]) → b'\x01'
repr(B(b'ab')) → "b'ab'"
B(b'ab') + b'c' → b'abc'
type(B(b'ab') + b'c') → <class 'bytes'>
B(b'a') == b'a' → True
B(b'ab').decode() → 'ab'
B(3) → b'\x00\x00\x00'
B('a', 'utf-8') → b'a'
B.fromhex('61') → b'a'
type(B.fromhex('61')) → <class 'B'>
B(b'ab')[0] → 97

C = type('C', (), {'__len__': len})
len(C()) → !TypeError: len() takes exactly one argument (0 given)
A = type('A', (), {})
A().x → !AttributeError: 'A' object has no attribute 'x'
A.x → !AttributeError: type object 'A' has no attribute 'x'
A() == A() → False
A() < A() → !TypeError: '<' not supported between instances of 'A' and 'A'
A() + 1 → !TypeError: unsupported operand type(s) for +: 'A' and 'int'
1 + A() → !TypeError: unsupported operand type(s) for +: 'int' and 'A'
-A() → !TypeError: bad operand type for unary -: 'A'
A()[0] → !TypeError: 'A' object is not subscriptable
A()() → !TypeError: 'A' object is not callable
len(A()) → !TypeError: object of type 'A' has no len()
iter(A()) → !TypeError: 'A' object is not iterable
next(A()) → !TypeError: 'A' object is not an iterator
int(A()) → !TypeError: int() argument must be a string, a bytes-like object or a real number, not 'A'
float(A()) → !TypeError: float() argument must be a string or a real number, not 'A'
str(A.__name__) → 'A'
'%d' % A() → !TypeError: %d format: a real number is required, not A
format(A(), 'x') → !TypeError: unsupported format string passed to A.__format__
bool(A()) → True
A() in [A()] → False
1 in A() → !TypeError: argument of type 'A' is not iterable
list(A()) → !TypeError: 'A' object is not iterable
abs(A()) → !TypeError: bad operand type for abs(): 'A'
round(A()) → !TypeError: type A doesn't define __round__ method
divmod(A(), 1) → !TypeError: unsupported operand type(s) for divmod(): 'A' and 'int'
A() is A() → False
isinstance(A(), A) → True
issubclass(A, object) → True
range(A()) → !TypeError: 'A' object cannot be interpreted as an integer
[1][A()] → !TypeError: list indices must be integers or slices, not A
A(1) → !TypeError: A() takes no arguments
A(x=1) → !TypeError: A() takes no arguments
''.join(A()) → !TypeError: can only join an iterable
','.join([A()]) → !TypeError: sequence item 0: expected str instance, A found
sum([A()]) → !TypeError: unsupported operand type(s) for +: 'int' and 'A'
sum(A()) → !TypeError: 'A' object is not iterable
max(A()) → !TypeError: 'A' object is not iterable
max(A(), A()) → !TypeError: '>' not supported between instances of 'A' and 'A'
sorted([A(), A()]) → !TypeError: '<' not supported between instances of 'A' and 'A'
math.sqrt(A()) → !TypeError: must be real number, not A
math.floor(A()) → !TypeError: must be real number, not A
chr(A()) → !TypeError: 'A' object cannot be interpreted as an integer
ord(A()) → !TypeError: ord() expected string of length 1, but A found
bytes(A()) → !TypeError: cannot convert 'A' object to bytes
set(A()) → !TypeError: 'A' object is not iterable
dict(A()) → !TypeError: 'A' object is not iterable
zip(A()) → !TypeError: 'A' object is not iterable
enumerate(A()) → !TypeError: 'A' object is not iterable
map(len, A()) → !TypeError: 'A' object is not iterable
reversed(A()) → !TypeError: 'A' object is not reversible
getattr(A(), 'x', 5) → 5
hasattr(A(), 'x') → False
setattr(A(), 'x', 1) → None
delattr(A(), 'x') → !AttributeError: 'A' object has no attribute 'x'
A().__class__ → <class 'A'>
type(A()).__mro__ → (<class 'A'>, <class 'object'>)
A.__bases__ → (<class 'object'>,)
vars(A()) → {}
repr(A) → "<class 'A'>"

K = type('K', (), {'__int__': int.__int__})
E = type('E', (Exception,), {})
E(1, 2) → E(1, 2)
str(E('a')) → 'a'
repr(E('a')) → "E('a')"
E().args → ()
E('x').args → ('x',)
E(1).__class__ → <class 'E'>
isinstance(E(), Exception) → True
str(E()) → ''
E('a') == E('a') → False
Exception.__name__ → 'Exception'
ValueError.__mro__ → (<class 'ValueError'>, <class 'Exception'>, <class 'BaseException'>, <class 'object'>)
KeyError('a').args → ('a',)
StopIteration(5).value → 5
StopIteration().value → None
E.__name__ → 'E'
E.__qualname__ → 'E'
OSError(1, 'x').errno → 1
OSError('x').errno → None
SystemExit(3).code → 3
ImportError('m', name='n').name → 'n'
NameError('m', name='n').name → 'n'
AttributeError('m', name='n', obj=3).obj → 3
UnicodeDecodeError('a', b'b', 0, 1, 'r').reason → 'r'
ExceptionGroup('g', [ValueError(1)]).exceptions → (ValueError(1),)
ExceptionGroup('g', [ValueError(1)]).message → 'g'
ExceptionGroup('g', []) → !ValueError: second argument (exceptions) must be a non-empty sequence
ExceptionGroup('g', 3) → !TypeError: second argument (exceptions) must be a sequence
ExceptionGroup('g') → !TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
ExceptionGroup(1, [ValueError()]) → !TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int
ExceptionGroup('g', [1]) → !ValueError: Item 0 of second argument (exceptions) is not an exception
ExceptionGroup('g', [KeyboardInterrupt()]) → !TypeError: Cannot nest BaseExceptions in an ExceptionGroup
BaseExceptionGroup('g', [ValueError()]) → ExceptionGroup('g', [ValueError()])
ValueError(x=1) → !TypeError: ValueError() takes no keyword arguments
E(x=1) → !TypeError: E() takes no keyword arguments
E(1).with_traceback(None) → E(1)
E(1).with_traceback(3) → !TypeError: __traceback__ must be a traceback or None
E(1).add_note('n') → None
E(1).__cause__ → None
E(1).__context__ → None
E(1).__traceback__ → None
E(1).__suppress_context__ → False
BaseException(1) → BaseException(1)
KeyError([1]) → KeyError([1])
AssertionError('x').args → ('x',)
ZeroDivisionError → <class 'ZeroDivisionError'>
SyntaxError('x') → SyntaxError('x')
str(SyntaxError('x')) → 'x'
NotImplementedError() → NotImplementedError()
RecursionError('r') → RecursionError('r')

str.__len__('ab') → 2
'ab'.__len__() → 2
'ab'.__getitem__(0) → 'a'
'ab'.__mul__(2) → 'abab'
'ab'.__rmul__(2) → 'abab'
'ab'.__mod__(1) → !TypeError: not all arguments converted during string formatting
'ab'.__add__('c') → 'abc'
'ab'.__add__(1) → !TypeError: can only concatenate str (not "int") to str
'ab'.__contains__(1) → !TypeError: 'in <string>' requires string as left operand, not int
'ab'.__eq__(1) → NotImplemented
'ab'.__lt__(1) → NotImplemented
'ab'.__hash__() == hash('ab') → True
'ab'.__format__('>5') → '   ab'
'ab'.__format__(5) → !TypeError: __format__() argument must be str, not int
'ab'.__format__() → !TypeError: str.__format__() takes exactly one argument (0 given)
'ab'.__str__() → 'ab'
'ab'.__repr__() → "'ab'"
'ab'.__iter__ → <method-wrapper '__iter__' of str object at 0x0>
'ab'.__class__ → <class 'str'>
5 .__add__ → <method-wrapper '__add__' of int object at 0x0>
5 .__radd__(3) → 8
5 .__pow__(2) → 25
5 .__pow__(2, 3) → 1
5 .__divmod__(2) → (2, 1)
5 .__truediv__(2) → 2.5
5 .__truediv__('a') → NotImplemented
5 .__bool__() → True
5 .__index__() → 5
5 .__int__() → 5
5 .__float__() → 5.0
5 .__invert__() → -6
5 .__lshift__(2) → 20
5 .__and__(4.0) → NotImplemented
5 .__str__() → '5'
5 .__format__('x') → '5'
5 .__round__(-1) → 0
5 .__ceil__() → 5
2.5.__add__(1) → 3.5
2.5.__add__('a') → NotImplemented
2.5.__int__() → 2
2.5.__bool__() → True
2.5.__eq__(2.5) → True
2.5.__hash__() == hash(2.5) → True
2.5.__round__() → 2
2.5.__floor__() → 2
2.5.__divmod__(2) → (1.0, 0.5)
[1].__add__([2]) → [1, 2]
[1].__mul__(2) → [1, 1]
[1].__getitem__(slice(None)) → [1]
[1].__setitem__(0, 5) → None
[1].__delitem__(0) → None
[1].__contains__(1) → True
[1].__len__() → 1
[1].__iter__() → <list_iterator object at 0x0>
[1].__eq__([1]) → True
[1].__lt__([2]) → True
[1].__hash__ → None
[1].__iadd__([2]) → [1, 2]
[1].__imul__(2) → [1, 1]
[1].__reversed__() → <list_reverseiterator object at 0x0>
[1].__repr__() → '[1]'
[1].__str__() → '[1]'
{}.__setitem__('a', 1) → None
{'a': 1}.__contains__('a') → True
{'a': 1}.__delitem__('b') → !KeyError: 'b'
{'a': 1}.__eq__({'a': 1}) → True
{'a': 1}.__or__({'b': 2}) → {'a': 1, 'b': 2}
{'a': 1}.__or__(3) → NotImplemented
{1}.__and__({1}) → {1}
{1}.__and__([1]) → NotImplemented
(1,).__add__((2,)) → (1, 2)
(1,).__hash__() == hash((1,)) → True
None.__bool__() → False
None.__class__ → <class 'NoneType'>
None.__eq__(None) → True
None.__hash__() == hash(None) → True
True .__and__(False) → False
True .__class__ → <class 'bool'>
range(3).__len__() → 3
range(3).__contains__(1) → True
slice(1, 2).__eq__(slice(1, 2)) → True
5 .__lt__ → <method-wrapper '__lt__' of int object at 0x0>
object().__eq__(5) → NotImplemented
object().__ne__(5) → NotImplemented
object().__lt__(5) → NotImplemented
object.__eq__(1, 1) → True
object().__hash__ → <method-wrapper '__hash__' of object object at 0x0>
object().__str__ → <method-wrapper '__str__' of object object at 0x0>
object().__init__() → None
object().__init__(1) → !TypeError: object.__init__() takes exactly one argument (the instance to initialize)
object().__dir__ → <built-in method __dir__ of object object at 0x0>
object().__format__('') == 5 → False
object.__new__(int) → !TypeError: object.__new__(int) is not safe, use int.__new__()
object.__new__(object) is None → False
object.__new__() → !TypeError: object.__new__(): not enough arguments
object.__new__(5) → !TypeError: object.__new__(X): X is not a type object (int)
int.__new__(int, 5) → 5
int.__new__(str) → !TypeError: int.__new__(str): str is not a subtype of int
int.__new__(bool, 1) → !TypeError: int.__new__(bool) is not safe, use bool.__new__()
list.__new__(list, [1]) → []
str.__new__(str, 5) → '5'
dict.__new__(dict, a=1) → {}
tuple.__new__(tuple, [1]) → (1,)
float.__new__(float, '1') → 1.0
type.__call__(int, 5) → 5
type.__name__ → 'type'
int.__call__ is None → False
int.__subclasscheck__(bool) → True
int.__instancecheck__(True) → True
type.mro(int) → [<class 'int'>, <class 'object'>]
int.mro() → [<class 'int'>, <class 'object'>]
`);
});

Deno.test("only what a class is laid out by decides whether it may have __dict__ and __weakref__ among its slots", () => {
  checkAnswers(String.raw`
W = type('W', (), {'__slots__': ('__weakref__',)})
S = type('S', (), {'__slots__': ()})
A = type('A', (), {})
len(type('T', (W, A), {'__slots__': ('__dict__',)}).__mro__) → 4
'__weakref__' in type('T', (S, A), {'__slots__': ('__weakref__',)}).__dict__ → True
'__weakref__' in type('T', (S, A), {'__slots__': ()}).__dict__ → True
type('T', (A, W), {'__slots__': ('__weakref__',)}) → !TypeError: __weakref__ slot disallowed: we already got one
type('T', (W, S), {'__slots__': ('__weakref__',)}) → !TypeError: __weakref__ slot disallowed: we already got one
type('T', (int,), {'__slots__': ('__weakref__',)}) → !TypeError: nonempty __slots__ not supported for subtype of 'int'
`);
});
