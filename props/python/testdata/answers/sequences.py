# Indexes, slices, lengths, membership, concatenation, patterns.

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
class BadIndex:
    def __index__(self): return 'x'
class Sized:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class Holder:
    def __contains__(self, item): return item * 2
class Refuses:
    __contains__ = None
    __iter__ = None
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError(i)
        return i * 10
class Missing(dict):
    def __missing__(self, key): return ('missing', key)
class Keyed:
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): log.append(('set', key, value))
    def __delitem__(self, key): log.append(('del', key))
class L(list): pass
class T(tuple): pass
class S(str): pass
class B(bytes): pass
class Loud:
    def __init__(self, n): self.n = n
    def __eq__(self, other):
        log.append((self.n, other.n if isinstance(other, Loud) else other))
        return False
log = []
def setting(x, k, v):
    x[k] = v
    return x
def deleting(x, k):
    del x[k]
    return x
def adding(x, y):
    before = x
    x += y
    return x, x is before
def times(x, y):
    before = x
    x *= y
    return x, x is before

# indexes
[1, 2, 3][Index(1)]  # → 2
[1, 2, 3][-3]  # → 1
[1, 2, 3][3]  # → !IndexError: list index out of range
[1, 2, 3][-4]  # → !IndexError: list index out of range
[1, 2, 3][True]  # → 2
[1, 2, 3][2 ** 64]  # → !IndexError: cannot fit 'int' into an index-sized integer
[1, 2, 3][2 ** 62]  # → !IndexError: list index out of range
[1, 2, 3][BadIndex()]  # → !TypeError: __index__ returned non-int (type str)
[1, 2, 3][1.0]  # → !TypeError: list indices must be integers or slices, not float
[1, 2, 3]['0']  # → !TypeError: list indices must be integers or slices, not str
(1, 2, 3)[Index(-1)]  # → 3
(1, 2)[2]  # → !IndexError: tuple index out of range
(1, 2)[-3]  # → !IndexError: tuple index out of range
(1, 2)[None]  # → !TypeError: tuple indices must be integers or slices, not NoneType
(1, 2)[-2 ** 70]  # → !IndexError: cannot fit 'int' into an index-sized integer
'añ😀b'[2]  # → '😀'
'añ😀b'[-1]  # → 'b'
'abc'[3]  # → !IndexError: string index out of range
'abc'[-4]  # → !IndexError: string index out of range
'abc'[1.5]  # → !TypeError: string indices must be integers, not 'float'
'abc'[2 ** 65]  # → !IndexError: cannot fit 'int' into an index-sized integer
b'abc'[0]  # → 97
b'abc'[-1]  # → 99
b'abc'[3]  # → !IndexError: index out of range
b'abc'['0']  # → !TypeError: byte indices must be integers or slices, not str
b'abc'[2 ** 65]  # → !IndexError: cannot fit 'int' into an index-sized integer
bytearray(b'abc')[1]  # → 98
bytearray(b'abc')[5]  # → !IndexError: bytearray index out of range
range(10, 20, 3)[2]  # → 16
range(10, 20, 3)[-1]  # → 19
range(10, 20, 3)[4]  # → !IndexError: range object index out of range
range(10, 20, 3)['a']  # → !TypeError: range indices must be integers or slices, not str
range(2 ** 70)[2 ** 69]  # → 590295810358705651712
range(0, 2 ** 70, 2)[-1]  # → 1180591620717411303422
{1: 'a'}[1.0]  # → 'a'
{1: 'a'}[2]  # → !KeyError: 2
{1: 'a'}[[]]  # → !TypeError: unhashable type: 'list'
Missing({1: 2})[1]  # → 2
Missing({1: 2})[5]  # → ('missing', 5)
L([1, 2])[1]  # → 2
T((1, 2))[-1]  # → 2
S('ab')[0]  # → 'a'
B(b'ab')[1]  # → 98
Old()[2]  # → 20
Old()[4]  # → !IndexError: 4
Keyed()[1, 2]  # → (1, 2)
Keyed()[1:2]  # → slice(1, 2, None)
Keyed()[::3, ...]  # → (slice(None, None, 3), Ellipsis)
(5)[0]  # → !TypeError: 'int' object is not subscriptable
None[0]  # → !TypeError: 'NoneType' object is not subscriptable
object()[1]  # → !TypeError: 'object' object is not subscriptable
{1}[0]  # → !TypeError: 'set' object is not subscriptable
(i for i in [])[0]  # → !TypeError: 'generator' object is not subscriptable
int[0]  # → !TypeError: type 'int' is not subscriptable
list[int]  # → list[int]
list[int, str]  # → list[int, str]
dict[str, list[int]]  # → dict[str, list[int]]
tuple[()]  # → tuple[()]
type[int]  # → type[int]
str[int]  # → !TypeError: type 'str' is not subscriptable
Keyed[int]  # → !TypeError: type 'Keyed' is not subscriptable

# slices
[0, 1, 2, 3, 4][1:3]  # → [1, 2]
[0, 1, 2, 3, 4][-2:]  # → [3, 4]
[0, 1, 2, 3, 4][:-2]  # → [0, 1, 2]
[0, 1, 2, 3, 4][3:1]  # → []
[0, 1, 2, 3, 4][::2]  # → [0, 2, 4]
[0, 1, 2, 3, 4][::-1]  # → [4, 3, 2, 1, 0]
[0, 1, 2, 3, 4][-1:-4:-2]  # → [4, 2]
[0, 1, 2, 3, 4][4:1:-1]  # → [4, 3, 2]
[0, 1, 2, 3, 4][1:4:-1]  # → []
[0, 1, 2, 3, 4][10:]  # → []
[0, 1, 2, 3, 4][-10:2]  # → [0, 1]
[0, 1, 2, 3, 4][10::-2]  # → [4, 2, 0]
[0, 1, 2, 3, 4][-10::-2]  # → []
[0, 1, 2, 3, 4][2 ** 70:]  # → []
[0, 1, 2, 3, 4][-2 ** 70:]  # → [0, 1, 2, 3, 4]
[0, 1, 2, 3, 4][::2 ** 70]  # → [0]
[0, 1, 2, 3, 4][::-2 ** 70]  # → [4]
[0, 1, 2, 3, 4][::0]  # → !ValueError: slice step cannot be zero
[0, 1, 2, 3, 4][1:'a']  # → !TypeError: slice indices must be integers or None or have an __index__ method
[0, 1, 2, 3, 4][1.0:]  # → !TypeError: slice indices must be integers or None or have an __index__ method
[0, 1, 2, 3, 4][Index(1):Index(4)]  # → [1, 2, 3]
[0, 1, 2, 3, 4][Index(1):Index(4):Index(2)]  # → [1, 3]
[0, 1, 2, 3, 4][BadIndex():]  # → !TypeError: __index__ returned non-int (type str)
(0, 1, 2, 3)[1:3]  # → (1, 2)
(0, 1, 2, 3)[::-2]  # → (3, 1)
(0, 1, 2, 3)[::0]  # → !ValueError: slice step cannot be zero
'añ😀b'[1:3]  # → 'ñ😀'
'añ😀b'[::-1]  # → 'b😀ña'
'añ😀b'[::2]  # → 'a😀'
'abc'[2:1]  # → ''
b'abcd'[1:3]  # → b'bc'
b'abcd'[::-2]  # → b'db'
bytearray(b'abcd')[1:]  # → bytearray(b'bcd')
bytearray(b'abcd')[::2]  # → bytearray(b'ac')
range(10)[2:8:3]  # → range(2, 8, 3)
range(10)[::-1]  # → range(9, -1, -1)
range(0, 100, 7)[3:]  # → range(21, 105, 7)
range(10)[5:2]  # → range(5, 2)
range(10)[::0]  # → !ValueError: slice step cannot be zero
range(2 ** 70)[1:]  # → range(1, 1180591620717411303424)
slice(1, 5, 2).indices(4)  # → (1, 4, 2)
slice(None, None, -1).indices(4)  # → (3, -1, -1)
slice(-2, None).indices(10)  # → (8, 10, 1)
slice(1, 2).indices(-1)  # → !ValueError: length should not be negative
slice(1, 2, 0).indices(3)  # → !ValueError: slice step cannot be zero
slice(1) == slice(None, 1, None)  # → True
slice(1, 2) < slice(1, 3)  # → True
hash(slice(1)) == hash(slice(1))  # → True
slice()  # → !TypeError: slice expected at least 1 argument, got 0
slice(1, 2, 3, 4)  # → !TypeError: slice expected at most 3 arguments, got 4

# storing and deleting
setting([1, 2, 3], 1, 'x')  # → [1, 'x', 3]
setting([1, 2, 3], -1, 'x')  # → [1, 2, 'x']
setting([1, 2, 3], 3, 'x')  # → !IndexError: list assignment index out of range
setting([1, 2, 3], -4, 'x')  # → !IndexError: list assignment index out of range
setting([1, 2, 3], 'a', 'x')  # → !TypeError: list indices must be integers or slices, not str
setting([1, 2, 3], 2 ** 70, 'x')  # → !IndexError: cannot fit 'int' into an index-sized integer
setting([1, 2, 3], slice(1, 2), 'xyz')  # → [1, 'x', 'y', 'z', 3]
setting([1, 2, 3], slice(1, None), [])  # → [1]
setting([1, 2, 3], slice(2, 1), (8, 9))  # → [1, 2, 8, 9, 3]
setting([1, 2, 3, 4], slice(None, None, 2), 'ab')  # → ['a', 2, 'b', 4]
setting([1, 2, 3, 4], slice(None, None, 2), 'abc')  # → !ValueError: attempt to assign sequence of size 3 to extended slice of size 2
setting([1, 2, 3, 4], slice(None, None, -1), range(4))  # → [3, 2, 1, 0]
setting([1, 2, 3], slice(0, 1), 5)  # → !TypeError: can only assign an iterable
setting([1, 2, 3], slice(None, None, 2), 5)  # → !TypeError: must assign iterable to extended slice
setting([1, 2, 3], slice(0, 1, 0), [])  # → !ValueError: slice step cannot be zero
setting((1, 2), 0, 1)  # → !TypeError: 'tuple' object does not support item assignment
setting('ab', 0, 'x')  # → !TypeError: 'str' object does not support item assignment
setting(b'ab', 0, 1)  # → !TypeError: 'bytes' object does not support item assignment
setting(range(3), 0, 1)  # → !TypeError: 'range' object does not support item assignment
setting(bytearray(b'abc'), 0, 90)  # → bytearray(b'Zbc')
setting(bytearray(b'abc'), 3, 90)  # → !IndexError: bytearray index out of range
setting(bytearray(b'abc'), 0, 256)  # → !ValueError: byte must be in range(0, 256)
setting(bytearray(b'abc'), 0, 'x')  # → !TypeError: 'str' object cannot be interpreted as an integer
setting(bytearray(b'abc'), slice(0, 1), b'xyz')  # → bytearray(b'xyzbc')
setting(bytearray(b'abc'), slice(1, 2), [65, 66])  # → bytearray(b'aABc')
setting(bytearray(b'abcd'), slice(None, None, 2), b'xy')  # → bytearray(b'xbyd')
setting(bytearray(b'abcd'), slice(None, None, 2), b'xyz')  # → !ValueError: attempt to assign bytes of size 3 to extended slice of size 2
setting({}, 1, 2)  # → {1: 2}
setting({}, [], 2)  # → !TypeError: unhashable type: 'list'
setting(L([1]), 0, 2)  # → [2]
setting(5, 0, 1)  # → !TypeError: 'int' object does not support item assignment
(setting(Keyed(), 1, 2) and log[-1])  # → ('set', 1, 2)
(deleting(Keyed(), (1, 2)) and log[-1])  # → ('del', (1, 2))
deleting([1, 2, 3], 0)  # → [2, 3]
deleting([1, 2, 3], -1)  # → [1, 2]
deleting([1, 2, 3], 3)  # → !IndexError: list assignment index out of range
deleting([1, 2, 3], 'a')  # → !TypeError: list indices must be integers or slices, not str
deleting([1, 2, 3, 4, 5], slice(1, 3))  # → [1, 4, 5]
deleting([1, 2, 3, 4, 5], slice(None, None, 2))  # → [2, 4]
deleting([1, 2, 3, 4, 5], slice(None, None, -2))  # → [2, 4]
deleting([1, 2, 3, 4, 5], slice(3, 1))  # → [1, 2, 3, 4, 5]
deleting((1, 2), 0)  # → !TypeError: 'tuple' object doesn't support item deletion
deleting('ab', 0)  # → !TypeError: 'str' object doesn't support item deletion
deleting({1: 2, 3: 4}, 1)  # → {3: 4}
deleting({1: 2}, 2)  # → !KeyError: 2
deleting(bytearray(b'abc'), 1)  # → bytearray(b'ac')
deleting(bytearray(b'abc'), 9)  # → !IndexError: bytearray index out of range
deleting(bytearray(b'abcde'), slice(None, None, 2))  # → bytearray(b'bd')
deleting(bytearray(b'abcde'), slice(1, 3))  # → bytearray(b'ade')
deleting(None, 0)  # → !TypeError: 'NoneType' object does not support item deletion

# lengths
len(Sized(3))  # → 3
len(Sized(-1))  # → !ValueError: __len__() should return >= 0
len(Sized(2 ** 63))  # → !OverflowError: cannot fit 'int' into an index-sized integer
len(Sized(2 ** 63 - 1)) == 2 ** 63 - 1  # → True
len(Sized('a'))  # → !TypeError: 'str' object cannot be interpreted as an integer
len(Sized(True))  # → 1
len(Index(1))  # → !TypeError: object of type 'Index' has no len()
len('añ😀')  # → 3
len(b'ab')  # → 2
len(bytearray(3))  # → 3
len({1: 2}.items())  # → 1
len({1, 2})  # → 2
len(range(0, 10, 3))  # → 4
len(range(2 ** 63))  # → !OverflowError: Python int too large to convert to C ssize_t
len(range(2 ** 62))  # → 4611686018427387904
len(range(3, -9, -4))  # → 3
len(L([1]))  # → 1
len(5)  # → !TypeError: object of type 'int' has no len()
len(x for x in [])  # → !TypeError: object of type 'generator' has no len()
bool(Sized(0)), bool(Sized(1))  # → (False, True)
bool(Sized(-1))  # → !ValueError: __len__() should return >= 0

# membership
2 in [1, 2]  # → True
'a' in [1, 2]  # → False
2.0 in (1, 2)  # → True
'b' in 'abc'  # → True
'' in ''  # → True
1 in 'abc'  # → !TypeError: 'in <string>' requires string as left operand, not int
S('b') in 'abc'  # → True
97 in b'abc'  # → True
256 in b'abc'  # → !ValueError: byte must be in range(0, 256)
'a' in b'abc'  # → !TypeError: a bytes-like object is required, not 'str'
b'bc' in b'abc'  # → True
b'cb' in b'abc'  # → False
b'' in b''  # → True
Index(98) in b'abc'  # → True
bytearray(b'c') in b'abc'  # → True
5 in range(0, 10, 5)  # → True
6 in range(0, 10, 5)  # → False
5.0 in range(0, 10, 5)  # → True
-5 in range(0, -10, -5)  # → True
-10 in range(0, -10, -5)  # → False
2 ** 69 in range(2 ** 70)  # → True
True in range(3)  # → True
'a' in range(3)  # → False
1 in {1: 2}  # → True
2 in {1: 2}  # → False
[] in {1: 2}  # → !TypeError: unhashable type: 'list'
1 in {1: 2}.keys()  # → True
2 in {1: 2}.values()  # → True
(1, 2) in {1: 2}.items()  # → True
(1, 3) in {1: 2}.items()  # → False
1 in {1: 2}.items()  # → False
(1, 2, 3) in {1: 2}.items()  # → False
1 in {1, 2}  # → True
[] in {1, 2}  # → !TypeError: unhashable type: 'list'
{1} in {frozenset([1])}  # → True
5 in Holder()  # → True
0 in Holder()  # → False
'' in Holder()  # → False
1 in Refuses()  # → !TypeError: 'Refuses' object is not a container
30 in Old()  # → True
31 in Old()  # → False
1 in 5  # → !TypeError: argument of type 'int' is not iterable
1 not in [1]  # → False
3 in (i for i in [1, 2, 3])  # → True
1 in iter([])  # → False
(Loud(1) in [Loud(2), Loud(3)], log[-2:])  # → (False, [(2, 1), (3, 1)])
(Loud(1) in (Loud(2),), log[-1:])  # → (False, [(2, 1)])
(Loud(1) in iter([Loud(2)]), log[-1:])  # → (False, [(2, 1)])
[float('nan')] == [float('nan')]  # → False
(lambda n: n in [n])(float('nan'))  # → True

# joining and repeating
[1] + [2, 3]  # → [1, 2, 3]
[1] + (2,)  # → !TypeError: can only concatenate list (not "tuple") to list
[1] + 2  # → !TypeError: can only concatenate list (not "int") to list
(1,) + (2,)  # → (1, 2)
(1,) + [2]  # → !TypeError: can only concatenate tuple (not "list") to tuple
() + (1, 2)  # → (1, 2)
'a' + 'b'  # → 'ab'
'a' + b'b'  # → !TypeError: can only concatenate str (not "bytes") to str
'a' + 1  # → !TypeError: can only concatenate str (not "int") to str
b'a' + b'b'  # → b'ab'
b'a' + bytearray(b'b')  # → b'ab'
bytearray(b'a') + b'b'  # → bytearray(b'ab')
b'a' + 'b'  # → !TypeError: can't concat str to bytes
bytearray(b'a') + [1]  # → !TypeError: can't concat list to bytearray
L([1]) + L([2])  # → [1, 2]
type(L([1]) + [2]).__name__  # → 'list'
[1, 2] * 2  # → [1, 2, 1, 2]
2 * [1]  # → [1, 1]
[1] * 0  # → []
[1] * -5  # → []
[1] * True  # → [1]
[1] * Index(3)  # → [1, 1, 1]
[1] * 1.0  # → !TypeError: can't multiply sequence by non-int of type 'float'
[1] * 2 ** 70  # → !OverflowError: cannot fit 'int' into an index-sized integer
[1] * -2 ** 70  # → !OverflowError: cannot fit 'int' into an index-sized integer
[] * 2 ** 70  # → !OverflowError: cannot fit 'int' into an index-sized integer
'ab' * 3  # → 'ababab'
3 * 'ab'  # → 'ababab'
'ab' * Index(2)  # → 'abab'
'ab' * 'c'  # → !TypeError: can't multiply sequence by non-int of type 'str'
'ab' * 2 ** 70  # → !OverflowError: cannot fit 'int' into an index-sized integer
b'ab' * 2  # → b'abab'
2 * b'ab'  # → b'abab'
bytearray(b'ab') * 2  # → bytearray(b'abab')
(1, 2) * 2  # → (1, 2, 1, 2)
2 * (1,)  # → (1, 1)
() * 5  # → ()
(1,) * None  # → !TypeError: can't multiply sequence by non-int of type 'NoneType'
range(3) + range(3)  # → !TypeError: unsupported operand type(s) for +: 'range' and 'range'
range(3) * 2  # → !TypeError: unsupported operand type(s) for *: 'range' and 'int'
adding([1], [2])  # → ([1, 2], True)
adding([1], (2, 3))  # → ([1, 2, 3], True)
adding([1], 'ab')  # → ([1, 'a', 'b'], True)
adding([1], {5: 6})  # → ([1, 5], True)
adding([1], 5)  # → !TypeError: 'int' object is not iterable
adding([1], range(3))  # → ([1, 0, 1, 2], True)
adding((1,), (2,))  # → ((1, 2), False)
adding((1,), [2])  # → !TypeError: can only concatenate tuple (not "list") to tuple
adding('a', 'b')  # → ('ab', False)
adding(bytearray(b'a'), b'b')  # → (bytearray(b'ab'), True)
adding(bytearray(b'a'), 'b')  # → !TypeError: can't concat str to bytearray
adding(L([1]), [2])  # → ([1, 2], True)
times([1, 2], 2)  # → ([1, 2, 1, 2], True)
times([1, 2], 0)  # → ([], True)
times([1, 2], -1)  # → ([], True)
times([1], 'a')  # → !TypeError: can't multiply sequence by non-int of type 'str'
times([1], Index(2))  # → ([1, 1], True)
times(bytearray(b'ab'), 2)  # → (bytearray(b'abab'), True)
times('ab', 2)  # → ('abab', False)
times((1,), 2)  # → ((1, 1), False)
times([1], 2 ** 70)  # → !OverflowError: cannot fit 'int' into an index-sized integer

# patterns
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
class Odd:
    __match_args__ = ['x']
class Worse:
    __match_args__ = (1,)
class Twice:
    __match_args__ = ('x', 'x')
    x = 1
class Bare: pass
class Loose(Point): pass
def seq(v):
    match v:
        case []: return 'empty'
        case [x]: return ('one', x)
        case [1, *rest]: return ('rest', rest)
        case [x, [y, z]]: return (x, y, z)
        case [*head, 9]: return ('head', head)
        case (a, *mid, b): return (a, mid, b)
        case _: return 'no'
def mapped(v):
    match v:
        case {'a': 1, 'b': x}: return ('ab', x)
        case {'a': x, **rest}: return ('a', x, rest)
        case {'k': {'n': n}}: return ('n', n)
        case {}: return 'mapping'
        case _: return 'no'
def classy(v):
    match v:
        case bool(b): return ('bool', b)
        case int(n): return ('int', n)
        case str() as s: return ('str', s)
        case Point(0, y=y): return ('y', y)
        case Point(x, 0): return ('x', x)
        case Loose(x=x): return ('loose', x)
        case Point(): return 'point'
        case [Point(x=1), *_]: return 'first'
        case None | 1.5: return 'none'
        case _: return 'no'
def odd(v):
    match v:
        case Odd(1): return 'odd'
def worse(v):
    match v:
        case Worse(1): return 'worse'
def twice(v):
    match v:
        case Twice(1, 1): return 'twice'
def too_many(v):
    match v:
        case Point(1, 2, 3): return 'three'
def again(v):
    match v:
        case Point(1, x=1): return 'again'
def bare(v):
    match v:
        case Bare(1): return 'bare'
def bare2(v):
    match v:
        case Bare(1, 2): return 'bare'
def ints(v):
    match v:
        case int(1, 2): return 'int'
def no_class(v):
    match v:
        case thing(): return 'thing'
thing = 5
class Ks: a = b = 'k'
def twokeys(v):
    match v:
        case {Ks.a: x, Ks.b: y}: return x, y
def value(v):
    match v:
        case Ks.a: return 'a'
        case -1 | 2j | 'x' 'y': return 'literal'
        case True: return 'true'
        case x if x == 7: return 'guard'
        case {1: y} | [y]: return ('or', y)
class GetDict(dict):
    def get(self, key, default=None): log.append(key); return super().get(key, default)
    def __missing__(self, key): return 'missing'
seq([]), seq(()), seq([5]), seq((1, 2, 3)), seq([4, (5, 6)])  # → ('empty', 'empty', ('one', 5), ('rest', [2, 3]), (4, 5, 6))
seq([4, 5, 9]), seq([4, 5, 6, 7])  # → (('head', [4, 5]), (4, [5, 6], 7))
seq('ab'), seq(b'ab'), seq(bytearray(b'ab')), seq({1: 2}), seq({1, 2})  # → ('no', 'no', 'no', 'no', 'no')
seq(range(2, 5)), seq(L([5])), seq(T((5,))), seq(iter([1])), seq(Keyed())  # → ((2, [3], 4), ('one', 5), ('one', 5), 'no', 'no')
mapped({'a': 1, 'b': 2}), mapped({'a': 2, 'c': 3}), mapped({'k': {'n': 0}})  # → (('ab', 2), ('a', 2, {'c': 3}), ('n', 0))
mapped({}), mapped({'z': 1}), mapped([]), mapped(None), mapped('a')  # → ('mapping', 'mapping', 'no', 'no', 'no')
(log.clear(), mapped(GetDict(a=1)), log)  # → (None, ('a', 1, {}), ['a'])
classy(True), classy(5), classy('s'), classy(None), classy(1.5), classy(2.5)  # → (('bool', True), ('int', 5), ('str', 's'), 'none', 'none', 'no')
classy(Point(0, 1)), classy(Point(2, 0)), classy(Point(2, 3)), classy(Loose(5, 5))  # → (('y', 1), ('x', 2), 'point', ('loose', 5))
classy([Point(1, 2), 3]), classy([3]), classy(object)  # → ('first', 'no', 'no')
odd(Odd())  # → !TypeError: Odd.__match_args__ must be a tuple (got list)
odd(1)  # → None
worse(Worse())  # → !TypeError: __match_args__ elements must be strings (got int)
twice(Twice())  # → !TypeError: Twice() got multiple sub-patterns for attribute 'x'
too_many(Point(1, 2))  # → !TypeError: Point() accepts 2 positional sub-patterns (3 given)
again(Point(1, 2))  # → !TypeError: Point() got multiple sub-patterns for attribute 'x'
again(Point(2, 2))  # → !TypeError: Point() got multiple sub-patterns for attribute 'x'
bare(Bare())  # → !TypeError: Bare() accepts 0 positional sub-patterns (1 given)
bare2(Bare())  # → !TypeError: Bare() accepts 0 positional sub-patterns (2 given)
bare(1)  # → None
ints(1)  # → !TypeError: int() accepts 1 positional sub-pattern (2 given)
no_class(1)  # → !TypeError: called match pattern must be a class
twokeys({'k': 1})  # → None
value('k'), value(-1), value(2j), value('xy'), value(True), value(7), value(8)  # → ('a', 'literal', 'literal', 'literal', 'true', 'guard', None)
value({1: 2}), value([3]), value(1)  # → (('or', 2), ('or', 3), None)

# ranges and slices beyond any index
range(2 ** 70)[-1:-5:-1]  # → range(1180591620717411303423, 1180591620717411303419, -1)
range(2 ** 90)[Index(2 ** 80):]  # → range(1208925819614629174706176, 1237940039285380274899124224)
range(10)[::2 ** 70]  # → range(0, 10, 1180591620717411303424)
range(10)[2 ** 70::-2 ** 80]  # → range(9, -1, -1208925819614629174706176)
slice(2 ** 70, None).indices(2 ** 75)  # → (1180591620717411303424, 37778931862957161709568, 1)
slice(None, None, -2 ** 70).indices(2 ** 75)  # → (37778931862957161709567, -1, -1180591620717411303424)
slice(-2 ** 70, None).indices(5)  # → (0, 5, 1)
slice(1).indices('a')  # → !TypeError: 'str' object cannot be interpreted as an integer
slice('a').indices(5)  # → !TypeError: slice indices must be integers or None or have an __index__ method
slice(-3, -1).indices(2 ** 70)  # → (1180591620717411303421, 1180591620717411303423, 1)
range(1, 5, 0)  # → !ValueError: range() arg 3 must not be zero
range(0, 10, Index(0))  # → !ValueError: range() arg 3 must not be zero
[1] * 2 ** 63  # → !OverflowError: cannot fit 'int' into an index-sized integer
[1] * -2 ** 63  # → []

class Counts:
    def __init__(self, count): self.count = count
    def __index__(self):
        if isinstance(self.count, type): raise self.count('no count')
        return self.count
class CountsAndIterates(Counts):
    def __iter__(self): return iter([1, 2])
class Pair(tuple): __iter__ = None
bytes(Counts('a'))  # → !TypeError: cannot convert 'Counts' object to bytes
bytearray(Counts('a'))  # → !TypeError: cannot convert 'Counts' object to bytearray
bytes(Counts(TypeError))  # → !TypeError: cannot convert 'Counts' object to bytes
bytes(Counts(ValueError))  # → !ValueError: no count
bytearray(Counts(ValueError))  # → !ValueError: no count
bytes(CountsAndIterates('a'))  # → b'\x01\x02'
bytearray(CountsAndIterates(TypeError))  # → bytearray(b'\x01\x02')
bytes(CountsAndIterates(3))  # → b'\x00\x00\x00'
bytes(Counts(10**30))  # → !OverflowError: cannot fit 'Counts' into an index-sized integer
bytearray(Counts(-10**30))  # → !OverflowError: cannot fit 'Counts' into an index-sized integer
bytes(10**30)  # → !OverflowError: cannot fit 'int' into an index-sized integer
bytes(Counts(-1))  # → !ValueError: negative count
Counts('a') in b'abc'  # → !TypeError: a bytes-like object is required, not 'Counts'
Counts(ValueError) in b'abc'  # → !TypeError: a bytes-like object is required, not 'Counts'
Counts(97) in b'abc'  # → True
Counts(10**30) in b'abc'  # → !ValueError: byte must be in range(0, 256)
b'%c' % Counts('a')  # → !TypeError: %c requires an integer in range(256) or a single byte
b'%c' % Counts(TypeError)  # → !TypeError: %c requires an integer in range(256) or a single byte
b'%c' % Counts(ValueError)  # → !ValueError: no count
'a'.expandtabs(Counts(10**30))  # → !OverflowError: Python int too large to convert to C int
b'a'.expandtabs(10**30)  # → !OverflowError: Python int too large to convert to C int
Pair(('a', 1)) in {'a': 1}.items()  # → True

# To the left of *= an object that has slots of sequences tries its own repetition alone.
class TwoTimes:
    def __index__(self): return 2
class NoTimes: pass
def times(a, b):
    try: a *= b
    except TypeError as error: return str(error)
    return a
[times(TwoTimes(), b) for b in ([1], (1,), 'a', b'a', bytearray(b'a'))], [TwoTimes() * b for b in ([1], (1,), 'a', b'a', bytearray(b'a'))]  # → (["unsupported operand type(s) for *=: 'TwoTimes' and 'list'", "unsupported operand type(s) for *=: 'TwoTimes' and 'tuple'", "unsupported operand type(s) for *=: 'TwoTimes' and 'str'", "unsupported operand type(s) for *=: 'TwoTimes' and 'bytes'", "unsupported operand type(s) for *=: 'TwoTimes' and 'bytearray'"], [[1, 1], (1, 1), 'aa', b'aa', bytearray(b'aa')])
[times(a, [1]) for a in (NoTimes(), {}, {1}, frozenset(), range(2), {}.keys(), {}.values(), {}.items(), NoTimes.__dict__)]  # → ["unsupported operand type(s) for *=: 'NoTimes' and 'list'", "unsupported operand type(s) for *=: 'dict' and 'list'", "unsupported operand type(s) for *=: 'set' and 'list'", "unsupported operand type(s) for *=: 'frozenset' and 'list'", "unsupported operand type(s) for *=: 'range' and 'list'", "unsupported operand type(s) for *=: 'dict_keys' and 'list'", "unsupported operand type(s) for *=: 'dict_values' and 'list'", "unsupported operand type(s) for *=: 'dict_items' and 'list'", "unsupported operand type(s) for *=: 'mappingproxy' and 'list'"]
[times(a, [1]) for a in (2, True, None, 1.5, 1j, slice(1), len, iter([]), NoTimes, int, times)]  # → [[1, 1], [1], "can't multiply sequence by non-int of type 'NoneType'", "can't multiply sequence by non-int of type 'float'", "can't multiply sequence by non-int of type 'complex'", "can't multiply sequence by non-int of type 'slice'", "can't multiply sequence by non-int of type 'builtin_function_or_method'", "can't multiply sequence by non-int of type 'list_iterator'", "can't multiply sequence by non-int of type 'type'", "can't multiply sequence by non-int of type 'type'", "can't multiply sequence by non-int of type 'function'"]
# What a bytearray adds of itself is held while room is made.
def grown(b, other=None):
    try: b += b if other is None else other
    except BufferError as error: return str(error), b
    return b
grown(bytearray(b'ab')), grown(bytearray()), grown(bytearray(b'ab'), b'c'), grown(type('BA', (bytearray,), {})(b'ab'))[0]  # → (('Existing exports of data: object cannot be re-sized', bytearray(b'ab')), bytearray(b''), bytearray(b'abc'), 'Existing exports of data: object cannot be re-sized')
bytearray(b'ab').__iadd__(bytearray(b'ab')), (lambda b: (b.extend(b), b))(bytearray(b'ab')), (lambda b: b + b)(bytearray(b'ab'))  # → (bytearray(b'abab'), (None, bytearray(b'abab')), bytearray(b'abab'))

class NamedBytes(bytes): pass
class NamedArray(bytearray): pass
NamedBytes(b'a') + 5  # → !TypeError: can't concat int to NamedBytes
NamedBytes(b'a').__add__(5)  # → !TypeError: can't concat int to NamedBytes
NamedArray(b'a') + 5  # → !TypeError: can't concat int to NamedArray
NamedArray(b'a').__iadd__(5)  # → !TypeError: can't concat int to NamedArray
b'a' + NamedBytes(b'b'), NamedBytes(b'a') + b'b', NamedArray(b'a') + b'b'  # → (b'ab', b'ab', bytearray(b'ab'))
