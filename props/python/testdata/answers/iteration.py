# Iterators, what takes them apart, and built-in functions that walk.

class Count:
    'An iterator of its own.'
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        log.append(self.i)
        self.i += 1
        if self.i > self.n: raise StopIteration('done')
        return self.i
class Get:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return i * i
    def __len__(self): return self.n
class Fails:
    def __init__(self, error=ValueError): self.error = error
    def __iter__(self): return self
    def __next__(self): raise self.error('next')
class NoNext:
    def __iter__(self): return 5
class IterNone: __iter__ = None
class NextNone:
    __next__ = None
    def __iter__(self): return self
class Hint:
    def __init__(self, hint): self.hint = hint
    def __iter__(self): return iter([1, 2])
    def __length_hint__(self): log.append('hint'); return self.hint
class LenFails:
    def __len__(self): log.append('len'); raise TypeError('len')
    def __iter__(self): return iter([1, 2])
class LenBad:
    def __len__(self): raise ValueError('len')
    def __iter__(self): return iter([1, 2])
class HintRaises:
    def __iter__(self): return iter([3])
    def __length_hint__(self): raise TypeError('hint')
class Rev:
    def __reversed__(self): return iter('rev')
class RevNone: __reversed__ = None
class M:
    def __getitem__(self, k): return k
log = []
def logged(work):
    log.clear()
    try: result = work()
    except Exception as e: result = f'{type(e).__name__}: {e}'
    return result, log[:]
def un2(x): a, b = x; return b, a
def un3(x): a, b, c = x; return c, b, a
def un0(x): [] = x; return 'none'
def star(x): a, *b, c = x; return a, b, c
def star1(x): *a, = x; return a
def first(x): a, *b = x; return a, b
def last(x): *a, b, c = x; return a, b, c
def nested(x): (a, b), *c = x; return a, b, c
def steps(it, n=99):
    'Items until the end, and what comes after it.'
    out = []
    for _ in range(n):
        try: out.append(next(it))
        except StopIteration as e:
            out.append(('stop', e.value))
            if out[-2:] == [('stop', None)] * 2: break
            if len(out) > 12: break
    return out

# iterators
steps(iter([1, 2])), steps(iter(())), steps(iter('añ😀')), steps(iter(b'ab')), steps(iter({1: 2})), steps(iter({1})), steps(iter(range(2))), steps(iter(range(2 ** 70, 2 ** 70 + 2))), steps(iter(bytearray(b'a'))), steps(iter(range(3, 0, -2)))  # → ([1, 2, ('stop', None), ('stop', None)], [('stop', None), ('stop', None)], ['a', 'ñ', '😀', ('stop', None), ('stop', None)], [97, 98, ('stop', None), ('stop', None)], [1, ('stop', None), ('stop', None)], [1, ('stop', None), ('stop', None)], [0, 1, ('stop', None), ('stop', None)], [1180591620717411303424, 1180591620717411303425, ('stop', None), ('stop', None)], [97, ('stop', None), ('stop', None)], [3, 1, ('stop', None), ('stop', None)])
steps(reversed([1, 2])), steps(reversed((1, 2))), steps(reversed('ab')), steps(reversed(range(3))), steps(reversed({1: 2})), steps(reversed(Get(3))), steps(reversed(Rev())), steps(reversed(b'ab')), steps(reversed(range(2 ** 70, 2 ** 70 + 2)))  # → ([2, 1, ('stop', None), ('stop', None)], [2, 1, ('stop', None), ('stop', None)], ['b', 'a', ('stop', None), ('stop', None)], [2, 1, 0, ('stop', None), ('stop', None)], [1, ('stop', None), ('stop', None)], [4, 1, 0, ('stop', None), ('stop', None)], ['r', 'e', 'v', ('stop', None), ('stop', None)], [98, 97, ('stop', None), ('stop', None)], [1180591620717411303425, 1180591620717411303424, ('stop', None), ('stop', None)])
reversed({1})  # → !TypeError: 'set' object is not reversible
reversed(5)  # → !TypeError: 'int' object is not reversible
reversed(RevNone())  # → !TypeError: 'RevNone' object is not reversible
reversed(M())  # → !TypeError: object of type 'M' has no len()
reversed([1], [2])  # → !TypeError: reversed expected 1 argument, got 2
steps(iter(Get(3))), steps(Count(2), 3), steps(iter({1: 2}.items())), steps(iter({1: 2}.values())), steps(iter(frozenset([1])))  # → ([0, 1, 4, ('stop', None), ('stop', None)], [1, 2, ('stop', 'done')], [(1, 2), ('stop', None), ('stop', None)], [2, ('stop', None), ('stop', None)], [1, ('stop', None), ('stop', None)])
iter(5)  # → !TypeError: 'int' object is not iterable
iter(NoNext())  # → !TypeError: iter() returned non-iterator of type 'int'
iter(IterNone())  # → !TypeError: 'IterNone' object is not iterable
next(NextNone())  # → !TypeError: 'NoneType' object is not callable
next(5)  # → !TypeError: 'int' object is not an iterator
next([])  # → !TypeError: 'list' object is not an iterator
next(iter([]))  # → !StopIteration: 
next(iter([]), 'd'), next(iter([1]), 'd'), next(Count(0), 'd')  # → ('d', 1, 'd')
next(Count(0))  # → !StopIteration: done
next(Fails())  # → !ValueError: next
next(Fails(), 5)  # → !ValueError: next
next(Fails(StopIteration), 5)  # → 5
next(iter([1]), 1, 2)  # → !TypeError: next expected at most 2 arguments, got 3
next()  # → !TypeError: next expected at least 1 argument, got 0
iter()  # → !TypeError: iter expected at least 1 argument, got 0
(lambda xs: steps(iter(xs.pop, 1)))([1, 3, 2])  # → [2, 3, ('stop', None), ('stop', None)]
steps(iter(lambda: 1, 1)), steps(iter([1, 2, 3].__len__, 4), 2)  # → ([('stop', None), ('stop', None)], [3, 3])
iter(5, 1)  # → !TypeError: iter(v, w): v must be callable
[type(iter(x)).__name__ for x in ([], (), '', b'', {}, set(), range(1), range(2 ** 70), {}.items(), {}.values(), Get(1), 'é')]  # → ['list_iterator', 'tuple_iterator', 'str_ascii_iterator', 'bytes_iterator', 'dict_keyiterator', 'set_iterator', 'range_iterator', 'longrange_iterator', 'dict_itemiterator', 'dict_valueiterator', 'iterator', 'str_iterator']
[type(x).__name__ for x in (reversed([]), reversed(()), reversed({}), reversed(range(1)), iter(int, 1), zip(), map(int, []), filter(None, []), enumerate([]), reversed({}.items()))]  # → ['list_reverseiterator', 'reversed', 'dict_reversekeyiterator', 'range_iterator', 'callable_iterator', 'zip', 'map', 'filter', 'enumerate', 'dict_reverseitemiterator']
def mutate():
    xs = [1, 2, 3]; out = []
    for x in xs:
        out.append(x)
        if x == 1: xs.append(9)
        if x == 2: xs.remove(1)
    return out
mutate()  # → [1, 2, 9]
def after_end():
    xs = [1]; i = iter(xs); a = list(i); xs.append(2); return a, list(i)
after_end()  # → ([1], [])
def back():
    xs = [1, 2, 3]; i = reversed(xs); a = next(i); xs.pop(); xs.pop(); return a, list(i)
back()  # → (3, [])
def state():
    i = iter([1, 2, 3, 4]); i.__setstate__(2); j = reversed([1, 2, 3]); j.__setstate__(0); k = iter('abc'); k.__setstate__(9); r = iter(range(9)); r.__setstate__(7); t = iter((1, 2)); t.__setstate__(-5)
    return list(i), list(j), list(k), list(r), list(t)

# taking apart
un2((1, 2)), un2([1, 2]), un2('ab'), un2({1: 2, 3: 4}), un2(Get(2)), un2(iter((5, 6))), un2(range(2)), un3('abc'), un0(()), un0(''), un0({})  # → ((2, 1), (2, 1), ('b', 'a'), (3, 1), (1, 0), (6, 5), (1, 0), ('c', 'b', 'a'), 'none', 'none', 'none')
un2((1, 2, 3))  # → !ValueError: too many values to unpack (expected 2)
un2((1,))  # → !ValueError: not enough values to unpack (expected 2, got 1)
un2(5)  # → !TypeError: cannot unpack non-iterable int object
un2(None)  # → !TypeError: cannot unpack non-iterable NoneType object
un2([1])  # → !ValueError: not enough values to unpack (expected 2, got 1)
un2([1, 2, 3])  # → !ValueError: too many values to unpack (expected 2)
un2('a')  # → !ValueError: not enough values to unpack (expected 2, got 1)
un2(Get(3))  # → !ValueError: too many values to unpack (expected 2)
un2(Get(1))  # → !ValueError: not enough values to unpack (expected 2, got 1)
un2({1: 2})  # → !ValueError: not enough values to unpack (expected 2, got 1)
un2(Fails())  # → !ValueError: next
un2(IterNone())  # → !TypeError: 'IterNone' object is not iterable
un3(Count(2))  # → !ValueError: not enough values to unpack (expected 3, got 2)
un3(Count(9))  # → !ValueError: too many values to unpack (expected 3)
un0((1,))  # → !ValueError: too many values to unpack (expected 0)
un0(5)  # → !TypeError: cannot unpack non-iterable int object
logged(lambda: un2(Count(9)))  # → ('ValueError: too many values to unpack (expected 2)', [0, 1, 2])
star((1, 2)), star((1, 2, 3)), star('abcd'), star1(()), star1('ab'), first([1]), first(Get(3)), last((1, 2, 3)), last('ab'), nested([(1, 2), 3]), nested(['ab']), star1({})  # → ((1, [], 2), (1, [2], 3), ('a', ['b', 'c'], 'd'), [], ['a', 'b'], (1, []), (0, [1, 4]), ([1], 2, 3), ([], 'a', 'b'), (1, 2, [3]), ('a', 'b', []), [])
star((1,))  # → !ValueError: not enough values to unpack (expected at least 2, got 1)
star(5)  # → !TypeError: cannot unpack non-iterable int object
first([])  # → !ValueError: not enough values to unpack (expected at least 1, got 0)
last((1,))  # → !ValueError: not enough values to unpack (expected at least 2, got 1)
first(Fails())  # → !ValueError: next
nested([1])  # → !TypeError: cannot unpack non-iterable int object
logged(lambda: star(Count(3)))  # → ((1, [2], 3), [0, 1, 2, 3])
logged(lambda: star(Hint(5)))  # → ((1, [], 2), [])
logged(lambda: last(Count(1)))  # → ('ValueError: not enough values to unpack (expected at least 2, got 1)', [0, 1])
[*Get(3)], [*Count(2), 9], (*'ab',), {*Get(3)} == {0, 1, 4}, [*iter([1])], [*{1: 2}]  # → ([0, 1, 4], [1, 2, 9], ('a', 'b'), True, [1], [1])
[*None]  # → !TypeError: Value after * must be an iterable, not NoneType
[*IterNone()]  # → !TypeError: 'IterNone' object is not iterable
(*5,)  # → !TypeError: Value after * must be an iterable, not int
{*5}  # → !TypeError: 'int' object is not iterable

# hints
logged(lambda: list(Hint(5))), logged(lambda: [*Hint(3)]), logged(lambda: tuple(Hint(0))), logged(lambda: list(Hint(NotImplemented))), logged(lambda: [].extend(Hint(1))), logged(lambda: set(Hint(1))), logged(lambda: (lambda *a: a)(*Hint(2))), logged(lambda: bytes(Hint(2)))  # → (([1, 2], ['hint']), ([1, 2], ['hint']), ((1, 2), ['hint']), ([1, 2], ['hint']), (None, ['hint']), ({1, 2}, []), ((1, 2), ['hint']), (b'\x01\x02', ['hint']))
list(Hint('a'))  # → !TypeError: __length_hint__ must be an integer, not str
list(Hint(-1))  # → !ValueError: __length_hint__() should return >= 0
list(Hint(2 ** 70))  # → !OverflowError: Python int too large to convert to C ssize_t
list(Hint(None))  # → !TypeError: __length_hint__ must be an integer, not NoneType
list(LenBad())  # → !ValueError: len
logged(lambda: list(LenFails())), logged(lambda: tuple(LenFails())), list(HintRaises()), logged(lambda: list(reversed(Get(2)))), logged(lambda: sorted(Hint(9)))  # → (([1, 2], ['len']), ((1, 2), ['len']), [3], ([1, 0], []), ([1, 2], ['hint']))
logged(lambda: [1, 2].__iadd__(Hint(1))), logged(lambda: dict.fromkeys(Hint(1))), logged(lambda: ','.join(map(str, Hint(1))))  # → (([1, 2, 1, 2], ['hint']), ({1: None, 2: None}, []), ('1,2', []))

# functions
list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate('a', start=2 ** 70)), list(enumerate(Get(2))), next(enumerate([7], -1)), list(enumerate(iterable='ab'))  # → ([(0, 'a'), (1, 'b')], [(5, 'a'), (6, 'b')], [(1180591620717411303424, 'a')], [(0, 0), (1, 1)], (-1, 7), [(0, 'a'), (1, 'b')])
enumerate(5)  # → !TypeError: 'int' object is not iterable
enumerate([], 'a')  # → !TypeError: 'str' object cannot be interpreted as an integer
enumerate()  # → !TypeError: enumerate() missing required argument 'iterable'
enumerate([], 1, 2)  # → !TypeError: enumerate() takes at most 2 arguments (3 given)
list(zip()), list(zip([1])), list(zip('ab', [1, 2, 3])), list(zip('ab', 'cd', strict=True)), list(zip(Get(2), Count(5))), list(zip('', 5 * 'a'))  # → ([], [(1,)], [('a', 1), ('b', 2)], [('a', 'c'), ('b', 'd')], [(0, 1), (1, 2)], [])
list(zip('ab', [1], strict=True))  # → !ValueError: zip() argument 2 is shorter than argument 1
list(zip('a', [1, 2], strict=True))  # → !ValueError: zip() argument 2 is longer than argument 1
list(zip('ab', 'ab', [1], strict=True))  # → !ValueError: zip() argument 3 is shorter than arguments 1-2
list(zip('ab', 'a', 'ab', strict=True))  # → !ValueError: zip() argument 2 is shorter than argument 1
zip(5)  # → !TypeError: 'int' object is not iterable
zip('a', 5)  # → !TypeError: 'int' object is not iterable
zip('a', x=1)  # → !TypeError: 'x' is an invalid keyword argument for zip()
logged(lambda: list(zip(Count(1), Count(3)))), logged(lambda: list(zip(Count(3), Count(1))))  # → (([(1, 1)], [0, 0, 1]), ([(1, 1)], [0, 0, 1, 1]))
list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(map(max, 'ab', 'ba')), list(map(int, '12'))  # → (['1', '2'], [4, 6], ['b', 'b'], [1, 2])
map(str)  # → !TypeError: map() must have at least two arguments.
map(5, 5)  # → !TypeError: 'int' object is not iterable
list(map(5, [1]))  # → !TypeError: 'int' object is not callable
list(map(len, [1]))  # → !TypeError: object of type 'int' has no len()
map()  # → !TypeError: map() must have at least two arguments.
list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(bool, Get(3))), list(filter(str.isupper, 'aBc'))  # → ([1, 'a'], [2, 3], [1, 4], ['B'])
filter(None)  # → !TypeError: filter expected 2 arguments, got 1
list(filter(5, [1]))  # → !TypeError: 'int' object is not callable
filter(None, 5)  # → !TypeError: 'int' object is not iterable
logged(lambda: next(filter(lambda x: log.append(('p', x)) or x == 2, Count(5))))  # → (2, [0, ('p', 1), 1, ('p', 2)])
logged(lambda: any(Count(5))), logged(lambda: all(Count(2))), logged(lambda: sum(Count(3))), logged(lambda: max(Count(3))), logged(lambda: 2 in Count(5)), logged(lambda: list(Fails())), logged(lambda: dict(Count(2)))  # → ((True, [0]), (True, [0, 1, 2]), (6, [0, 1, 2, 3]), (3, [0, 1, 2, 3]), (True, [0, 1]), ('ValueError: next', []), ('TypeError: cannot convert dictionary update sequence element #0 to a sequence', [0]))
any(5)  # → !TypeError: 'int' object is not iterable
all(None)  # → !TypeError: 'NoneType' object is not iterable
sum(Fails())  # → !ValueError: next
max(5)  # → !TypeError: 'int' object is not iterable
min(Fails(KeyError))  # → !KeyError: 'next'
','.join(Get(2))  # → !TypeError: sequence item 0: expected str instance, int found
','.join(c for c in 'ab'), ''.join(Count(0)), set(Get(3)) == {0, 1, 4}, bytes(Get(3)), bytearray(Get(2)), dict(Get(0)), tuple(Get(2)), list(Count(2)), frozenset(Get(1)), [x for x in Get(3) if x]  # → ('a,b', '', True, b'\x00\x01\x04', bytearray(b'\x00\x01'), {}, (0, 1), [1, 2], frozenset({0}), [1, 4])
list(range(5)), list(range(1, 4)), list(range(5, 0, -2)), list(range(0)), list(range(2 ** 70, 2 ** 70 + 2)), range(3).start, range(1, 3).stop, range(1, 9, 2).step, repr(range(1, 9, 2)), range(True)  # → ([0, 1, 2, 3, 4], [1, 2, 3], [5, 3, 1], [], [1180591620717411303424, 1180591620717411303425], 0, 3, 2, 'range(1, 9, 2)', range(0, 1))
range(1.5)  # → !TypeError: 'float' object cannot be interpreted as an integer
range('a')  # → !TypeError: 'str' object cannot be interpreted as an integer
range()  # → !TypeError: range expected at least 1 argument, got 0
range(1, 2, 0)  # → !ValueError: range() arg 3 must not be zero
range(1, 2, 3, 4)  # → !TypeError: range expected at most 3 arguments, got 4
range(10).index(5), range(0, 10, 2).index(4), range(5).count(3), range(5).count(9), range(5).count('a'), range(2 ** 70).index(2 ** 69), bool(range(0)), range(3)[-1], range(3) == range(0, 3), range(5).count(2.0)  # → (5, 2, 1, 0, 0, 590295810358705651712, False, 2, True, 1)
range(10).index(11)  # → !ValueError: 11 is not in range
range(0, 10, 2).index(3)  # → !ValueError: 3 is not in range
range(5).index('a')  # → !ValueError: sequence.index(x): x not in sequence
range(x=1)  # → !TypeError: range() takes no keyword arguments
slice(1, 2).start, slice(5).stop, slice(1, 2, 3).step, slice('a', [1], None)  # → (1, 5, 3, slice('a', [1], None))
def for_loop(xs):
    out = []
    for x in xs:
        if x == 1: continue
        out.append(x)
    else: out.append('else')
    return out
for_loop(range(3)), for_loop(Get(3)), for_loop('ab'), for_loop({5: 6}), for_loop(Count(2))  # → ([0, 2, 'else'], [0, 4, 'else'], ['a', 'b', 'else'], [5, 'else'], [2, 'else'])
for_loop(5)  # → !TypeError: 'int' object is not iterable
for_loop(Fails())  # → !ValueError: next
for_loop(NoNext())  # → !TypeError: iter() returned non-iterator of type 'int'
for_loop(IterNone())  # → !TypeError: 'IterNone' object is not iterable
def broken():
    out = []
    for i, (a, b) in enumerate(zip('abc', range(9))):
        if i == 2: break
        out.append((i, a, b))
    else: out.append('else')
    return out, i
broken()  # → ([(0, 'a', 0), (1, 'b', 1)], 2)
[(a, b) for a in range(3) for b in range(a) if (a + b) % 2], {a: b for a, b in zip('ab', [1, 2])}, {x % 3 for x in range(9)} == {0, 1, 2}, list(x for x in range(3) if x), [[y for y in range(x)] for x in range(3)]  # → ([(1, 0), (2, 1)], {'a': 1, 'b': 2}, True, [1, 2], [[], [0], [0, 1]])
[a for a in 5]  # → !TypeError: 'int' object is not iterable
list(a for a, b in [(1,)])  # → !ValueError: not enough values to unpack (expected 2, got 1)
sum(x for x in (i * i for i in range(5))), max((len(w), w) for w in ['a', 'bb']), sorted(x for x in 'hello' if x != 'l')  # → (30, (2, 'bb'), ['e', 'h', 'o'])
(lambda *a: a)(*IterNone())  # → !TypeError: 'IterNone' object is not iterable
(lambda *a: a)(*5)  # → !TypeError: m.<lambda>.<locals>.<lambda>() argument after * must be an iterable, not int
star(IterNone())  # → !TypeError: 'IterNone' object is not iterable
[type(iter(range(*r))).__name__ for r in ((2 ** 63 - 1, 2 ** 63, 1), (2 ** 63, 0, -1), (0, 10, 2 ** 64), (-2 ** 63, 5))], type(reversed(range(2 ** 70))).__name__, list(reversed(range(2 ** 70, 2 ** 70 + 9, 4)))  # → (['longrange_iterator', 'longrange_iterator', 'longrange_iterator', 'longrange_iterator'], 'longrange_iterator', [1180591620717411303432, 1180591620717411303428, 1180591620717411303424])
(lambda i: i.__iter__() is i)(iter('a')), iter([1, 2]).__next__(), iter([1, 2]).__length_hint__(), iter(range(5)).__length_hint__()  # → (True, 1, 2, 5)
range(5).index(2.5)  # → !ValueError: sequence.index(x): x not in sequence
slice(1).__hash__() == hash(slice(1)), slice(1).__eq__(slice(1)), slice(1).__repr__(), hash(slice(1, 2, 3)) == hash(slice(1, 2, 3))  # → (True, True, 'slice(None, 1, None)', True)
slice(1, 2).start.bit_length(), type(None)(), type(...)(), type(NotImplemented)()  # → (1, None, Ellipsis, NotImplemented)
type(None)(1)  # → !TypeError: NoneType takes no arguments
slice(x=1)  # → !TypeError: slice() takes no keyword arguments
type(iter(range(2**53, 2**53 + 2))).__name__, type(iter(range(2**63 - 5, 2**63 - 1, 2))).__name__  # → ('range_iterator', 'longrange_iterator')
type(reversed(range(-2**63, 0))).__name__, type(reversed(range(2**62, 2**63))).__name__  # → ('longrange_iterator', 'longrange_iterator')
list(range(2**53 - 1, 2**53 + 2)), list(reversed(range(2**62, 2**62 + 3)))  # → ([9007199254740991, 9007199254740992, 9007199254740993], [4611686018427387906, 4611686018427387905, 4611686018427387904])
iter(range(2**62)).__length_hint__()  # → 4611686018427387904

# Hints of iterators over __getitem__, and keys that do not know
class Indexed:
    def __getitem__(self, i): return [5, 6, 7][i]
class Measured(Indexed):
    def __len__(self): return 3
hinted = iter(Measured())
hinted.__length_hint__(), next(hinted), hinted.__length_hint__(), list(hinted), hinted.__length_hint__()  # → (3, 5, 2, [6, 7], 0)
iter(Indexed()).__length_hint__()  # → NotImplemented
class Unsure:
    asked = []
    def __init__(self, n): self.n = n
    def __lt__(self, other): Unsure.asked.append(('lt', self.n, other.n)); return NotImplemented
    def __gt__(self, other): Unsure.asked.append(('gt', self.n, other.n)); return self.n > other.n
[u.n for u in sorted([Unsure(2), Unsure(1)])], Unsure.asked  # → ([1, 2], [('lt', 1, 2), ('lt', 1, 2), ('gt', 2, 1)])
class Bytes(bytes):
    def __bytes__(self): return b'own'
bytes(Bytes(b'x')), bytearray(Bytes(b'x'))  # → (b'own', bytearray(b'x'))
b'abc'.startswith((b'x', 1))  # → !TypeError: a bytes-like object is required, not 'int'

# Coroutines cannot be walked
async def unwalked(): pass
coroutine = unwalked()
[*coroutine]  # → !TypeError: Value after * must be an iterable, not coroutine
max(*coroutine)  # → !TypeError: max() argument after * must be an iterable, not coroutine
list(coroutine)  # → !TypeError: 'coroutine' object is not iterable
coroutine.close()

# What is behind a starred target is a list of the iterator, which is asked once more
class Asked:
    told = []
    def __init__(self, n): self.n = n
    def __iter__(self): Asked.told.append('iter'); return self
    def __length_hint__(self): Asked.told.append('hint'); return 1
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
def starred(v): first, *rest = v; return first, rest, Asked.told
starred(Asked(3))  # → (2, [1, 0], ['iter', 'iter', 'hint'])
starred(Asked(0))  # → !ValueError: not enough values to unpack (expected at least 1, got 0)
Asked.told  # → ['iter', 'iter', 'hint', 'iter']
def swapped(kind):
    d = dict.fromkeys(range(12), 1)
    it = reversed(getattr(d, kind)())
    got = [next(it), next(it), next(it), next(it)]
    for k in range(8): del d[k]
    for k in range(8): d[k + 20] = 2
    return got, next(it, 'end'), next(it, 'end')
swapped('keys'), swapped('items'), swapped('values')  # → (([11, 10, 9, 8], 'end', 'end'), ([(11, 1), (10, 1), (9, 1), (8, 1)], 'end', 'end'), ([1, 1, 1, 1], 'end', 'end'))

# an instance of a subclass lives as long as what goes over it: to the end
def mortal(base, items):
    class Mortal(base):
        def __del__(self): log.append('dead')
    return Mortal(items)
BASES = (list, [1, 2]), (tuple, (1, 2)), (str, 'ab'), (str, 'añ'), (bytes, b'ab'), (bytearray, b'ab'), (dict, {1: 2, 3: 4}), (set, {1, 2}), (frozenset, {1, 2})
def held(over, name, items):
    'When it dies while its iterator goes on to the end, and when that ends early.'
    log.clear()
    it = over(mortal(name, items))
    log.append('made')
    next(it)
    for _ in it: log.append('last')
    log.append('end')
    it = over(mortal(name, items))
    next(it)
    log.append('early')
    it = None
    return name.__name__, *log
def looped(name, items):
    log.clear()
    for x in mortal(name, items): log.append('in')
    log.append('left')
    for x in mortal(name, items): break
    log.append('broken')
    x = {x: log.append('comp') for x in mortal(name, items)}
    x = [*mortal(name, items)]
    log.append('starred')
    return name.__name__, *log
def viewed(name):
    log.clear()
    view = getattr(mortal(dict, {1: 2, 3: 4}), name)()
    it = iter(view); view = None
    log.append('iter')
    list(it)
    log.append('end')
    it = reversed(getattr(mortal(dict, {1: 2, 3: 4}), name)())
    log.append('back')
    list(it)
    log.append('end')
    proxy = getattr(mortal(dict, {1: 2}), name)().mapping
    log.append('proxy')
    proxy = None
    return log[:]
def changed(name, items):
    log.clear()
    own = mortal(name, items)
    it = iter(own); next(it)
    own.clear(); own = None
    try: next(it)
    except RuntimeError as e: log.append(str(e))
    it = None
    return log[:]
def called(stop):
    log.clear()
    class Sentinel:
        def __eq__(self, other): return other == 2
        def __del__(self): log.append('sentinel')
    class Calls:
        n = 0
        def __call__(self):
            self.n += 1
            if stop: raise StopIteration
            return self.n
        def __del__(self): log.append('calls')
    it = iter(Calls(), Sentinel())
    log.append('made')
    log.append(list(it))
    log.append('end')
    return log[:]
def emptied():
    'The callable goes over its own iterator to the end.'
    def calls():
        nonlocal n
        n += 1
        if n == 1: return list(it)
        return 'stop'
    n = 0
    it = iter(calls, 'stop')
    return list(it), n
def grown():
    b = bytearray(b'ab'); it = iter(b); out = [next(it)]
    b += b'c'; out.append(list(it)); b += b'd'; out.append(list(it))
    b = bytearray(b'abc'); it = iter(b); next(it); del b[1:]
    return out, list(it)
class ReprDict(dict):
    def __repr__(self): return 'own repr'
[held(iter, *base) for base in BASES]  # → [('list', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('tuple', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytes', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytearray', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('dict', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('set', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('frozenset', 'made', 'last', 'dead', 'end', 'early', 'dead')]
[held(reversed, *base) for base in BASES[:7]]  # → [('list', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('tuple', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytes', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytearray', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('dict', 'made', 'last', 'dead', 'end', 'early', 'dead')]
[held(enumerate, *base) for base in BASES]  # → [('list', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('tuple', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytes', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytearray', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('dict', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('set', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('frozenset', 'made', 'last', 'dead', 'end', 'early', 'dead')]
[held(zip, *base) for base in BASES]  # → [('list', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('tuple', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytes', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytearray', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('dict', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('set', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('frozenset', 'made', 'last', 'dead', 'end', 'early', 'dead')]
[held(lambda own: map(id, own), *base) for base in BASES]  # → [('list', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('tuple', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytes', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytearray', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('dict', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('set', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('frozenset', 'made', 'last', 'dead', 'end', 'early', 'dead')]
[held(lambda own: filter(id, own), *base) for base in BASES]  # → [('list', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('tuple', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytes', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytearray', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('dict', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('set', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('frozenset', 'made', 'last', 'dead', 'end', 'early', 'dead')]
[held(lambda own: own.__iter__(), *base) for base in BASES]  # → [('list', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('tuple', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytes', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytearray', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('dict', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('set', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('frozenset', 'made', 'last', 'dead', 'end', 'early', 'dead')]
[held(lambda own: (x for x in own), *base) for base in BASES]  # → [('list', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('tuple', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('str', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytes', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('bytearray', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('dict', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('set', 'made', 'last', 'dead', 'end', 'early', 'dead'), ('frozenset', 'made', 'last', 'dead', 'end', 'early', 'dead')]
[looped(*base) for base in BASES]  # → [('list', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred'), ('tuple', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred'), ('str', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred'), ('str', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred'), ('bytes', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred'), ('bytearray', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred'), ('dict', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred'), ('set', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred'), ('frozenset', 'in', 'in', 'dead', 'left', 'dead', 'broken', 'comp', 'comp', 'dead', 'dead', 'starred')]
viewed('keys'), viewed('values'), viewed('items'), ReprDict({1: 2}).keys().mapping  # → (['iter', 'dead', 'end', 'back', 'dead', 'end', 'proxy', 'dead'], ['iter', 'dead', 'end', 'back', 'dead', 'end', 'proxy', 'dead'], ['iter', 'dead', 'end', 'back', 'dead', 'end', 'proxy', 'dead'], mappingproxy(own repr))
changed(dict, {1: 2}), changed(set, {1})  # → (['dictionary changed size during iteration', 'dead'], ['Set changed size during iteration', 'dead'])
called(False), called(True), emptied(), grown()  # → (['made', 'calls', 'sentinel', [1], 'end'], ['made', 'calls', 'sentinel', [], 'end'], ([], 2), ([97, [98, 99], []], []))

# What iterators of texts and bytes say of their lengths, and what they are.
def hints(iterator):
    told = [iterator.__length_hint__()]
    for _ in iterator: told.append(iterator.__length_hint__())
    return type(iterator).__name__, told, next(iterator, None), iterator.__length_hint__()
hints(iter('abc')), hints(iter('a\u0394\U0001f600')), hints(iter('')), hints(iter(b'ab')), hints(iter(bytearray(b'ab'))), hints(iter(bytearray()))  # → (('str_ascii_iterator', [3, 2, 1, 0], None, 0), ('str_iterator', [3, 2, 1, 0], None, 0), ('str_ascii_iterator', [0], None, 0), ('bytes_iterator', [2, 1, 0], None, 0), ('bytearray_iterator', [2, 1, 0], None, 0), ('bytearray_iterator', [0], None, 0))
iter('a').__length_hint__(1)  # → !TypeError: str_ascii_iterator.__length_hint__() takes no arguments (1 given)
type(iter(bytearray())).__length_hint__(iter(b''))  # → !TypeError: descriptor '__length_hint__' for 'bytearray_iterator' objects doesn't apply to a 'bytes_iterator' object
type(iter('')).__length_hint__(iter('\u0394'))  # → !TypeError: descriptor '__length_hint__' for 'str_ascii_iterator' objects doesn't apply to a 'str_iterator' object
