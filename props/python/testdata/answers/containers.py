# Dicts, lists, sets, tuples: methods, orders, comparisons, truth.

class Hash:
    'Equal to none but itself, and hashed as told.'
    def __init__(self, n, h): self.n, self.h = n, h
    def __hash__(self): return self.h
    def __eq__(self, other): return isinstance(other, Hash) and self.n == other.n
    def __repr__(self): return f'H{self.n}'
class Loud:
    def __init__(self, n): self.n = n
    def __lt__(self, other): log.append((self.n, other.n)); return self.n < other.n
    def __repr__(self): return f'L{self.n}'
class BadHash:
    def __hash__(self): return 'x'
class BigHash:
    def __hash__(self): return 2 ** 70
class NoHash:
    __hash__ = None
class EqOnly:
    def __eq__(self, other): return True
class Boom:
    def __eq__(self, other): raise KeyError('boom')
    def __hash__(self): return 1
    def __lt__(self, other): raise ValueError('lt')
    def __bool__(self): raise ValueError('bool')
class BadBool:
    def __bool__(self): return 1
class Len:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class Keys:
    def keys(self): return ['a', 'b']
    def __getitem__(self, k): return k * 2
class Weird:
    def __lt__(self, o): return 'lt'
    def __gt__(self, o): return []
    def __eq__(self, o): return 'eq'
    def __le__(self, o): return NotImplemented
class L(list): pass
class D(dict): pass
class St(set): pass
class T(tuple): pass
class Other:
    def __ror__(self, other): return ('ror', other)
    def __rsub__(self, other): return ('rsub', other)
log = []
nan = float('nan')
def after(x, name, *args, **kwargs):
    'What a method gives, and what it leaves.'
    try:
        result = getattr(x, name)(*args, **kwargs)
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    return result, x
def loud(work):
    log.clear()
    return work(), log[:]
def inplace(a, b, op):
    before = a
    if op == '|': a |= b
    elif op == '&': a &= b
    elif op == '-': a -= b
    elif op == '^': a ^= b
    return a, a is before

# list methods
after([1], 'append', 2), after([1], 'extend', 'ab'), after([1], 'insert', 0, 'x'), after([1], 'insert', -1, 'x'), after([1], 'insert', 99, 'x'), after([1], 'insert', -99, 'x')  # → ((None, [1, 2]), (None, [1, 'a', 'b']), (None, ['x', 1]), (None, ['x', 1]), (None, [1, 'x']), (None, ['x', 1]))
after([1, 2, 3], 'pop'), after([1, 2, 3], 'pop', 0), after([1, 2, 3], 'pop', -2), after([1], 'pop', 5), after([], 'pop'), after([1], 'pop', 'a')  # → ((3, [1, 2]), (1, [2, 3]), (2, [1, 3]), ('IndexError: pop index out of range', [1]), ('IndexError: pop from empty list', []), ("TypeError: 'str' object cannot be interpreted as an integer", [1]))
after([1, 2, 1], 'remove', 1), after([1], 'remove', 5), after([1, 2], 'clear'), after([1, 2], 'copy'), after([3, 1, 2], 'reverse'), after([1, 2, 1], 'count', 1), after([1, True, 1.0], 'count', 1)  # → ((None, [2, 1]), ('ValueError: 5 is not in list', [1]), (None, []), ([1, 2], [1, 2]), (None, [2, 1, 3]), (2, [1, 2, 1]), (3, [1, True, 1.0]))
after([1, 2, 1], 'index', 1), after([1, 2, 1], 'index', 1, 1), after([1, 2, 1], 'index', 1, -1), after([1], 'index', 5), after([1, 2], 'index', 2, 0, 1), after([nan], 'index', nan), after([1, 2, 3], 'index', 3, -2, 10)  # → ((0, [1, 2, 1]), (2, [1, 2, 1]), (2, [1, 2, 1]), ('ValueError: 5 is not in list', [1]), ('ValueError: 2 is not in list', [1, 2]), (0, [nan]), (2, [1, 2, 3]))
after([1], 'append'), after([1], 'append', 1, 2), after([1], 'extend', 5), after([1], 'insert', 'a', 1), after([1], 'index', 1, 'a'), after([1], 'copy', 1), after([1], 'clear', x=1)  # → !TypeError: after() got multiple values for argument 'x'
after([3, 1, 2], 'sort'), after([3, 1, 2], 'sort', reverse=True), after(['b', 'A'], 'sort', key=str.lower), after([1, 'a'], 'sort'), after([1], 'sort', 5), after([1], 'sort', x=1), after([2, 1], 'sort', key=None), after([2, 1], 'sort', reverse='a')  # → !TypeError: after() got multiple values for argument 'x'
list(), list('ab'), list((1, 2)), list({1: 2}), list(range(3)), list(i * 2 for i in [1, 2]), L('ab'), type(L('ab')).__name__  # → ([], ['a', 'b'], [1, 2], [1], [0, 1, 2], [2, 4], ['a', 'b'], 'L')
list(5)  # → !TypeError: 'int' object is not iterable
list(1, 2)  # → !TypeError: list expected at most 1 argument, got 2
list(x=1)  # → !TypeError: list() takes no keyword arguments
after([1], '__init__', 'ab'), after([1], '__init__'), after([1, 2], '__iadd__', 'ab'), after([1], '__imul__', 2), after([1, 2], '__reversed__')[1], list(reversed([1, 2]))  # → ((None, ['a', 'b']), (None, []), ([1, 2, 'a', 'b'], [1, 2, 'a', 'b']), ([1, 1], [1, 1]), [1, 2], [2, 1])
[1].__add__([2]), [1].__mul__(2), [1].__rmul__(2), [1].__contains__(1), [1].__len__(), [1].__eq__((1,)), [1].__lt__([2]), [1, 2].__getitem__(1), [1].__repr__(), [1].__hash__  # → ([1, 2], [1, 1], [1, 1], True, 1, NotImplemented, True, 2, '[1]', None)
after([1, 2], '__setitem__', 0, 5), after([1, 2], '__delitem__', 0), after([1, 2], '__delitem__', 5)  # → ((None, [5, 2]), (None, [2]), ('IndexError: list assignment index out of range', [1, 2]))
list.append([], 1), list.index.__name__  # → (None, 'index')
list.append(5, 1)  # → !TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object
list.append()  # → !TypeError: unbound method list.append() needs an argument

# sorting
sorted([3, 1, 2]), sorted('hello'), sorted({3: 0, 1: 0}), sorted([1, 2.5, True, 0]), sorted([(2, 'a'), (1, 'b')]), sorted([[2], [1, 5]]), sorted([3, 1], reverse=1), sorted([-3, 2], key=abs)  # → ([1, 2, 3], ['e', 'h', 'l', 'l', 'o'], [1, 3], [0, 1, True, 2.5], [(1, 'b'), (2, 'a')], [[1, 5], [2]], [3, 1], [2, -3])
sorted([1, 'a'])  # → !TypeError: '<' not supported between instances of 'str' and 'int'
sorted(5)  # → !TypeError: 'int' object is not iterable
sorted([1], None)  # → !TypeError: sorted expected 1 argument, got 2
sorted()  # → !TypeError: sorted expected 1 argument, got 0
sorted([1, None])  # → !TypeError: '<' not supported between instances of 'NoneType' and 'int'
sorted([1j, 2j])  # → !TypeError: '<' not supported between instances of 'complex' and 'complex'
sorted([Boom(), Boom()])  # → !ValueError: lt
loud(lambda: sorted([Loud(2), Loud(1), Loud(3)]))  # → ([L1, L2, L3], [(1, 2), (3, 1), (3, 2)])
loud(lambda: sorted([Loud(i % 7) for i in range(12)]))  # → ([L0, L0, L1, L1, L2, L2, L3, L3, L4, L4, L5, L6], [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5), (0, 6), (0, 3), (0, 1), (0, 0), (1, 3), (1, 1), (1, 2), (2, 2), (2, 5), (2, 4), (2, 3), (3, 2), (3, 5), (3, 4), (3, 3), (4, 2), (4, 4), (4, 6), (4, 5)])
loud(lambda: sorted([Loud(3), Loud(2), Loud(1), Loud(0)]))  # → ([L0, L1, L2, L3], [(2, 3), (1, 2), (0, 1)])
loud(lambda: sorted([Loud(1), Loud(1), Loud(0), Loud(1)], reverse=True))  # → ([L1, L1, L1, L0], [(0, 1), (1, 0), (1, 1), (1, 1), (1, 1)])
loud(lambda: min([Loud(2), Loud(1), Loud(3)]))  # → (L1, [(1, 2), (3, 1)])
len(loud(lambda: sorted([Loud(i * 37 % 101) for i in range(100)]))[1]), sum(a * 3 + b for a, b in log)  # → (531, 106185)
len(loud(lambda: sorted([Loud(i // 10 if i % 20 < 10 else 99 - i) for i in range(200)]))[1]), sum(a * 3 + b for a, b in log)  # → (933, -2233)
len(loud(lambda: sorted([Loud(i if i < 90 else i - 90) for i in range(180)]))[1]), sum(a * 3 + b for a, b in log)  # → (358, 63724)
len(loud(lambda: sorted([Loud(i % 3) for i in range(90)], reverse=True))[1]), sum(a * 3 + b for a, b in log)  # → (416, 1686)
len(loud(lambda: sorted([Loud(i) for i in range(70, 0, -1)] + [Loud(i) for i in range(70)]))[1]), sum(a * 3 + b for a, b in log)  # → (279, 38719)
len(loud(lambda: sorted([Loud((i * i) % 257) for i in range(300)]))[1]), sum(a * 3 + b for a, b in log)  # → (2034, 1017503)
len(loud(lambda: sorted([Loud(i ^ 85) for i in range(256)]))[1]), sum(a * 3 + b for a, b in log)  # → (1048, 524721)
[(x, y) for x, y in sorted([(i % 3, i) for i in range(10)], key=lambda p: p[0])]  # → [(0, 0), (0, 3), (0, 6), (0, 9), (1, 1), (1, 4), (1, 7), (2, 2), (2, 5), (2, 8)]
[(x, y) for x, y in sorted([(i % 3, i) for i in range(10)], key=lambda p: p[0], reverse=True)]  # → [(2, 2), (2, 5), (2, 8), (1, 1), (1, 4), (1, 7), (0, 0), (0, 3), (0, 6), (0, 9)]
sorted(['b', 'a', 'é', 'B', '😀', '\uffff']), sorted([b'b', b'a', b'']), sorted([2 ** 70, -2 ** 70, 5, 1.5]), sorted([(1, 2), (1,), ()]), sorted([0.5, -0.0, 0.0, -1.5])  # → (['B', 'a', 'b', 'é', '\uffff', '😀'], [b'', b'a', b'b'], [-1180591620717411303424, 1.5, 5, 1180591620717411303424], [(), (1,), (1, 2)], [-1.5, -0.0, 0.0, 0.5])
sorted([nan, 1.0, 0.5])[1:]  # → [0.5, 1.0]
def changes():
    xs = [3, 1, 2]
    xs.sort(key=lambda x: xs.append(x) or x)
def sees():
    xs = [3, 1, 2]
    seen = []
    xs.sort(key=lambda x: seen.append(xs[:]) or x)
    return seen, xs
def fails():
    xs = [3, 1, 'a', 0]
    try: xs.sort()
    except TypeError as e: return xs, str(e)
def key_fails():
    xs = [3, 1, 0]
    try: xs.sort(key=lambda x: 1 / x)
    except ZeroDivisionError as e: return xs, str(e)
changes()  # → !ValueError: list modified during sort
sees()  # → ([[], [], []], [1, 2, 3])
fails()  # → ([3, 1, 'a', 0], "'<' not supported between instances of 'str' and 'int'")
key_fails()  # → ([3, 1, 0], 'division by zero')

# dict methods
dict(), dict(a=1), dict({1: 2}, b=3), dict([(1, 2), ['a', 'b']]), dict(['ab', 'cd']), dict(Keys()), dict(Keys(), a=0), dict(zip('ab', [1, 2])), D(a=1), dict([])  # → ({}, {'a': 1}, {1: 2, 'b': 3}, {1: 2, 'a': 'b'}, {'a': 'b', 'c': 'd'}, {'a': 'aa', 'b': 'bb'}, {'a': 0, 'b': 'bb'}, {'a': 1, 'b': 2}, {'a': 1}, {})
dict(5)  # → !TypeError: 'int' object is not iterable
dict([1])  # → !TypeError: cannot convert dictionary update sequence element #0 to a sequence
dict([(1, 2, 3)])  # → !ValueError: dictionary update sequence element #0 has length 3; 2 is required
dict(['abc'])  # → !ValueError: dictionary update sequence element #0 has length 3; 2 is required
dict([([], 1)])  # → !TypeError: unhashable type: 'list'
dict(1, 2)  # → !TypeError: dict expected at most 1 argument, got 2
dict({1: 2}, **{'a': 3})  # → {1: 2, 'a': 3}
after({1: 2}, 'get', 1), after({1: 2}, 'get', 5), after({1: 2}, 'get', 5, 'd'), after({1: 2}, 'get'), after({1: 2}, 'get', []), after({1: 2}, 'get', 1, 2, 3)  # → ((2, {1: 2}), (None, {1: 2}), ('d', {1: 2}), ('TypeError: get expected at least 1 argument, got 0', {1: 2}), ("TypeError: unhashable type: 'list'", {1: 2}), ('TypeError: get expected at most 2 arguments, got 3', {1: 2}))
after({1: 2}, 'pop', 1), after({1: 2}, 'pop', 5), after({1: 2}, 'pop', 5, 'd'), after({}, 'pop', 1), after({}, 'pop', 1, None), after({}, 'pop'), after({1: 2}, 'pop', [])  # → ((2, {}), ('KeyError: 5', {1: 2}), ('d', {1: 2}), ('KeyError: 1', {}), (None, {}), ('TypeError: pop expected at least 1 argument, got 0', {}), ("TypeError: unhashable type: 'list'", {1: 2}))
after({1: 2, 3: 4}, 'popitem'), after({}, 'popitem'), after({1: 2}, 'setdefault', 1, 5), after({1: 2}, 'setdefault', 3), after({1: 2}, 'setdefault', 3, 4), after({}, 'setdefault', [])  # → (((3, 4), {1: 2}), ("KeyError: 'popitem(): dictionary is empty'", {}), (2, {1: 2}), (None, {1: 2, 3: None}), (4, {1: 2, 3: 4}), ("TypeError: unhashable type: 'list'", {}))
after({1: 2}, 'update', {3: 4}), after({1: 2}, 'update', [(1, 'x')]), after({1: 2}, 'update', a=5), after({1: 2}, 'update', Keys()), after({1: 2}, 'update', 5), after({1: 2}, 'update', [(5, 6), 7]), after({}, 'update', 1, 2), after({1: 2}, 'update')  # → ((None, {1: 2, 3: 4}), (None, {1: 'x'}), (None, {1: 2, 'a': 5}), (None, {1: 2, 'a': 'aa', 'b': 'bb'}), ("TypeError: 'int' object is not iterable", {1: 2}), ('TypeError: cannot convert dictionary update sequence element #1 to a sequence', {1: 2, 5: 6}), ('TypeError: update expected at most 1 argument, got 2', {}), (None, {1: 2}))
after({1: 2}, 'clear'), after({1: 2}, 'copy'), after({1: 2}, 'keys'), after({1: 2}, 'values'), after({1: 2}, 'items'), type(D(a=1).copy()).__name__  # → ((None, {}), ({1: 2}, {1: 2}), (dict_keys([1]), {1: 2}), (dict_values([2]), {1: 2}), (dict_items([(1, 2)]), {1: 2}), 'dict')
dict.fromkeys('ab'), dict.fromkeys([1, 2], 0), dict.fromkeys({1, 2}, 5), dict.fromkeys({'x': 1}), D.fromkeys('a', 1), type(D.fromkeys('a')).__name__  # → ({'a': None, 'b': None}, {1: 0, 2: 0}, {1: 5, 2: 5}, {'x': None}, {'a': 1}, 'D')
dict.fromkeys(5)  # → !TypeError: 'int' object is not iterable
dict.fromkeys([[]])  # → !TypeError: unhashable type: 'list'
dict.fromkeys()  # → !TypeError: fromkeys expected at least 1 argument, got 0
{1: 2} | {3: 4}, {1: 2} | {1: 3}, {1: 2}.__or__([]), {1: 2}.__ror__({3: 4}), {1: 2}.__ior__([(5, 6)]), {1: 2} | Other(), type(D() | {}).__name__, type({} | D()).__name__  # → ({1: 2, 3: 4}, {1: 3}, NotImplemented, {3: 4, 1: 2}, {1: 2, 5: 6}, ('ror', {1: 2}), 'dict', 'dict')
{1: 2} | [(1, 2)]  # → !TypeError: unsupported operand type(s) for |: 'dict' and 'list'
{1: 2} == {1: 2.0}, {1: 2} == {1: 3}, {1: 2} == {2: 2}, {1: 2} != {}, {} == [], {1: nan} == {1: nan}, {'a': {}} == {'a': {}}, {1: 2, 3: 4} == {3: 4, 1: 2}, {1: 1} == {1: 1, 2: 2}  # → (True, False, False, True, False, True, True, True, False)
{} < {}  # → !TypeError: '<' not supported between instances of 'dict' and 'dict'
{Hash(1, 5): 1, Hash(2, 5): 2, Hash(1, 5): 3}  # → {H1: 3, H2: 2}
{Hash(1, 5): 1}[Hash(2, 5)]  # → !KeyError: H2
{Boom(): 1} == {1: 1}  # → !KeyError: 'boom'
{1: 0, Boom(): 1}  # → !KeyError: 'boom'
{1: Boom()} == {1: Boom()}  # → !KeyError: 'boom'
{BadHash(): 1}  # → !TypeError: __hash__ method should return an integer
{BigHash(): 1} and hash(BigHash())  # → 512
{NoHash(): 1}  # → !TypeError: unhashable type: 'NoHash'
{EqOnly(): 1}  # → !TypeError: unhashable type: 'EqOnly'
hash(EqOnly())  # → !TypeError: unhashable type: 'EqOnly'
{1: 2}.__contains__(1), {1: 2}.__getitem__(1), {1: 2}.__len__(), {1: 2}.__eq__(5), {1: 2}.__repr__(), {}.__hash__, after({1: 2}, '__setitem__', 3, 4), after({1: 2}, '__delitem__', 1), {1: 2}.__iter__().__next__()  # → (True, 2, 1, NotImplemented, '{1: 2}', None, (None, {1: 2, 3: 4}), (None, {}), 1)
{'a': 1, 'b': 2}.keys() & {'a'}, {'a': 1}.keys() | ['b'], {'a': 1, 'b': 2}.keys() - {'a'}, {'a': 1}.keys() ^ {'a', 'b'} == {'b'}, {1: 2}.items() & {(1, 2)}, {1: 2}.items() - [(1, 2)], {1}.union({1: 2}.keys())  # → ({'a'}, {'a', 'b'}, {'b'}, True, {(1, 2)}, set(), {1})
{1: 2}.keys() == {1}, {1: 2}.keys() < {1, 2}, {1: 2}.keys() >= {1}, {1: 2}.items() == {(1, 2)}, {1: 2}.values() == {1: 2}.values(), {1: 2}.keys() == [1], {1: 2}.items() <= {(1, 2), 3}, {1: 2}.keys().isdisjoint([2]), {1: 2}.items().isdisjoint([(1, 2)])  # → (True, True, True, True, False, False, True, True, False)
{1: 2}.keys() & 5  # → !TypeError: 'int' object is not iterable
{1: []}.items() & {1}  # → !TypeError: unhashable type: 'list'
{1: 2}.keys() < [1]  # → !TypeError: '<' not supported between instances of 'dict_keys' and 'list'
{1: 2}.values() & {2}  # → !TypeError: unsupported operand type(s) for &: 'dict_values' and 'set'
{1: 2}.keys().mapping, type({1: 2}.keys().mapping).__name__, len({1: 2}.values()), repr({1: 2}.items()), list(reversed({1: 2, 3: 4})), list(reversed({1: 2, 3: 4}.items())), list(reversed({1: 2, 3: 4}.values()))  # → (mappingproxy({1: 2}), 'mappingproxy', 1, 'dict_items([(1, 2)])', [3, 1], [(3, 4), (1, 2)], [4, 2])
{1: 2}.keys().mapping[1], {1: 2}.keys().mapping.get(5, 6), len({1: 2}.keys().mapping), 1 in {1: 2}.keys().mapping, list({1: 2}.keys().mapping), {1: 2}.keys().mapping == {1: 2}, {1: 2}.keys().mapping | {3: 4}  # → (2, 6, 1, True, [1], True, {1: 2, 3: 4})
hash({1: 2}.keys())  # → !TypeError: unhashable type: 'dict_keys'
def grow():
    d = {1: 1}
    for k in d: d[k + 1] = 1
def shrink():
    d = {1: 1, 2: 2}
    for k in d: del d[k]
def swap():
    d = {1: 1, 2: 2}
    for k in d: del d[k]; d[k + 10] = 1
grow()  # → !RuntimeError: dictionary changed size during iteration
shrink()  # → !RuntimeError: dictionary changed size during iteration
swap()  # → !RuntimeError: dictionary keys changed during iteration
def calls(*a, **k): return a, k
calls(*[1], **{'a': 2}), calls(**{'a': 1}, **{'b': 2}), calls(*'ab', c=1, **Keys()), {**{1: 2}, 1: 3}, {**Keys()}, [*'ab', *[1]], (*{1: 2}, 3), {*'a', *[1, 1]} == {'a', 1}  # → (((1,), {'a': 2}), ((), {'a': 1, 'b': 2}), (('a', 'b'), {'c': 1, 'a': 'aa', 'b': 'bb'}), {1: 3}, {'a': 'aa', 'b': 'bb'}, ['a', 'b', 1], (1, 3), True)
calls(a=1, **{'a': 2})  # → !TypeError: m.calls() got multiple values for keyword argument 'a'
calls(**{1: 2})  # → !TypeError: keywords must be strings
calls(**5)  # → !TypeError: m.calls() argument after ** must be a mapping, not int
calls(**{'a': 1}, **[('b', 2)])  # → !TypeError: m.calls() argument after ** must be a mapping, not list
{**5}  # → !TypeError: 'int' object is not a mapping
{**[]}  # → !TypeError: 'list' object is not a mapping
calls(*5)  # → !TypeError: m.calls() argument after * must be an iterable, not int
calls(**{'a': 1}, **{'a': 2})  # → !TypeError: m.calls() got multiple values for keyword argument 'a'
[*5]  # → !TypeError: Value after * must be an iterable, not int

# sets
set(), set('a'), set([1, 1]), frozenset([1]), frozenset(), St([1]), {1, 2} == {2, 1}, frozenset([1]) == {1}, set(range(5)), {0, 8, 16, 1}, {'a'}, repr(frozenset('a'))  # → (set(), {'a'}, {1}, frozenset({1}), frozenset(), St({1}), True, True, {0, 1, 2, 3, 4}, {0, 8, 16, 1}, {'a'}, "frozenset({'a'})")
set(5)  # → !TypeError: 'int' object is not iterable
set([[]])  # → !TypeError: unhashable type: 'list'
set(1, 2)  # → !TypeError: set expected at most 1 argument, got 2
{[]}  # → !TypeError: unhashable type: 'list'
after({1}, 'add', 2), after({1}, 'add', 1), after({1}, 'add', []), after({1}, 'remove', 1), after({1}, 'remove', 5), after({1}, 'discard', 5), after({1}, 'pop'), after(set(), 'pop'), after({1}, 'clear'), after({1}, 'copy'), after({1}, 'remove', {1}), after({frozenset([1])}, 'remove', {1})  # → ((None, {1, 2}), (None, {1}), ("TypeError: unhashable type: 'list'", {1}), (None, set()), ('KeyError: 5', {1}), (None, {1}), (1, set()), ("KeyError: 'pop from an empty set'", set()), (None, set()), ({1}, {1}), ('KeyError: {1}', {1}), (None, set()))
after({1}, 'update', [2], (3,)), after({1}, 'update'), after({1}, 'update', 5), after({1, 2}, 'intersection_update', [2]), after({1, 2}, 'difference_update', [2], [1]), after({1, 2}, 'symmetric_difference_update', [2, 3])  # → ((None, {1, 2, 3}), (None, {1}), ("TypeError: 'int' object is not iterable", {1}), (None, {2}), (None, set()), (None, {1, 3}))
{1, 2} & {2}, {1} | {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} & frozenset([1]), frozenset([1]) | {2}, type(frozenset() | set()).__name__, type(set() | frozenset()).__name__, type(St() | set()).__name__  # → ({2}, {1, 2}, {1}, {1, 3}, {1}, frozenset({1, 2}), 'frozenset', 'set', 'set')
{1} | [2]  # → !TypeError: unsupported operand type(s) for |: 'set' and 'list'
{1} & 'a'  # → !TypeError: unsupported operand type(s) for &: 'set' and 'str'
{1} | Other(), {1} - Other()  # → (('ror', {1}), ('rsub', {1}))
inplace({1, 2}, {2, 3}, '|'), inplace({1, 2}, {2, 3}, '&'), inplace({1, 2}, {2, 3}, '-'), inplace({1, 2}, {2, 3}, '^'), inplace(frozenset([1]), {2}, '|'), inplace({1}, frozenset([1]), '-'), inplace({1: 2}, {3: 4}, '|'), inplace({1: 2}, [(3, 4)], '|'), inplace(St([1]), {2}, '|')  # → (({1, 2, 3}, True), ({2}, True), ({1}, True), ({1, 3}, True), (frozenset({1, 2}), False), (set(), True), ({1: 2, 3: 4}, True), ({1: 2, 3: 4}, True), (St({1, 2}), True))
inplace({1}, [1], '|')  # → !TypeError: unsupported operand type(s) for |=: 'set' and 'list'
inplace({1}, [1], '-')  # → !TypeError: unsupported operand type(s) for -=: 'set' and 'list'
inplace({1: 2}, 5, '|')  # → !TypeError: 'int' object is not iterable
inplace({1: 2}, {}, '-')  # → !TypeError: unsupported operand type(s) for -=: 'dict' and 'dict'
inplace(5, {1}, '|')  # → !TypeError: unsupported operand type(s) for |=: 'int' and 'set'
inplace({1, 2, 3, 4, 5, 6}, {5, 6, 7}, '&')[0] | {9}  # → {9, 5, 6}
inplace({1: 2}.keys().mapping, {}, '|')  # → !TypeError: '|=' is not supported by mappingproxy; use '|' instead
{1} < {1, 2}, {1} <= {1}, {1, 2} > {1}, {1} >= {2}, {1} < {2}, {1, 2} < {1, 2}, set() < {1}, {1} == [1], {1} != {2}, frozenset([1]) <= {1, 2}, {1, 3} <= {1, 2}  # → (True, True, True, False, False, False, True, False, True, True, False)
{1} < [1]  # → !TypeError: '<' not supported between instances of 'set' and 'list'
{1}.union([2], 'a') == {1, 2, 'a'}, {1, 2}.intersection([2], (2,)), {1, 2}.difference([2]), {1}.symmetric_difference([2]), {1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), {1}.isdisjoint([1]), {1, 2}.intersection(), {1}.union()  # → (True, {2}, {1}, {1, 2}, True, True, True, False, {1, 2}, {1})
{1}.union(5)  # → !TypeError: 'int' object is not iterable
{1}.issubset(5)  # → !TypeError: 'int' object is not iterable
{1}.isdisjoint([[]])  # → !TypeError: unhashable type: 'list'
{1}.difference([[]])  # → !TypeError: unhashable type: 'list'
hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): 1}[frozenset([1])], frozenset([1]) in {frozenset([1])}, {1} in [{1}]  # → (True, 1, True, True)
hash({1})  # → !TypeError: unhashable type: 'set'
{1}.__and__([1]), {1}.__or__({2}), {1}.__contains__(1), {1}.__len__(), {1}.__eq__([]), {1}.__lt__({1, 2}), {1}.__rsub__({1, 2}), {1}.__ior__({2}), {1}.__hash__  # → (NotImplemented, {1, 2}, True, 1, NotImplemented, True, {2}, {1, 2}, None)
{1}.__lt__([1])  # → NotImplemented
frozenset([1]).copy(), frozenset().union([1]), frozenset([1]) is frozenset([1]) or True, (lambda f: frozenset(f) is f)(frozenset([1]))  # → (frozenset({1}), frozenset({1}), True, True)
def set_grow():
    s = {1}
    for k in s: s.add(k + 1)
set_grow()  # → !RuntimeError: Set changed size during iteration

# tuples
tuple(), tuple('ab'), tuple([1]), T((1,)), (1, 2).count(1), (1, 2, 1).index(1, 1), (1, 2) < (1, 3), (1,) < (1, 2), (2,) > (1, 5), () == (), (1, nan) == (1, nan), T((1,)) == (1,)  # → ((), ('a', 'b'), (1,), (1,), 1, 2, True, True, True, True, True, True)
(1, 2).index(5)  # → !ValueError: tuple.index(x): x not in tuple
(1, 2).index(1, 'a')  # → !TypeError: slice indices must be integers or have an __index__ method
tuple(5)  # → !TypeError: 'int' object is not iterable
tuple(1, 2)  # → !TypeError: tuple expected at most 1 argument, got 2
(1,) < [1]  # → !TypeError: '<' not supported between instances of 'tuple' and 'list'
(1, 'a') < (1, 2)  # → !TypeError: '<' not supported between instances of 'str' and 'int'
(1, 'a') < (2, 2)  # → True
(1, 2).__add__((3,)), (1,).__mul__(2), (1,).__contains__(1), (1,).__getitem__(0), (1,).__len__(), (1,).__eq__([1]), (1,).__lt__((2,)), (1,).__hash__() == hash((1,)), (1,).__getnewargs__(), (1, 2).__repr__(), (1,).__rmul__(2)  # → ((1, 2, 3), (1, 1), True, 1, 1, NotImplemented, True, True, ((1,),), '(1, 2)', (1, 1))
(1,).__add__([1])  # → !TypeError: can only concatenate tuple (not "list") to tuple
tuple.index((1, 2), 2), tuple.__new__(T, [1]), type(tuple.__new__(T, [1])).__name__  # → (1, (1,), 'T')
tuple.__new__(list, [1])  # → !TypeError: tuple.__new__(list): list is not a subtype of tuple

# comparisons
1 == 1.0, 'a' == b'a', None == 0, [] == (), [1, [2]] == [1, [2]], 'a' < 'b', 'a' < 'B', b'a' < b'b', bytearray(b'a') == b'a', 'é' < '😀', [1, 2] < [1, 2, 0], [] < [0], (1, 2) <= (1, 2)  # → (True, False, False, False, True, True, False, True, True, True, True, True, True)
Weird() <= 1  # → !TypeError: '<=' not supported between instances of 'Weird' and 'int'
1 < 'a'  # → !TypeError: '<' not supported between instances of 'int' and 'str'
None < None  # → !TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'
[1] < [None]  # → !TypeError: '<' not supported between instances of 'int' and 'NoneType'
[1] < 5  # → !TypeError: '<' not supported between instances of 'list' and 'int'
1j < 2j  # → !TypeError: '<' not supported between instances of 'complex' and 'complex'
object() < object()  # → !TypeError: '<' not supported between instances of 'object' and 'object'
{1: 2} < {1: 2}  # → !TypeError: '<' not supported between instances of 'dict' and 'dict'
range(3) < range(4)  # → !TypeError: '<' not supported between instances of 'range' and 'range'
range(3) == range(3), range(0) == range(5, 5), range(0, 5, 2) == range(0, 6, 2), range(1) == range(0, 1, 7), range(3) == [0, 1, 2], slice(1) == slice(1), slice(1) == slice(2), slice(1, 2) < slice(1, 3)  # → (True, True, True, True, False, True, False, True)
[Boom()] == [Boom()]  # → !KeyError: 'boom'
[Boom()] < [Boom()]  # → !KeyError: 'boom'
int == int, int != float, len == len, (lambda: 0) == (lambda: 0), None == None, ... == ..., NotImplemented == 1, type(None) == None  # → (True, True, True, False, True, True, False, False)
int < float  # → !TypeError: '<' not supported between instances of 'type' and 'type'
1 is 1, [] is [], None is None, (1 < 2 < 3), (1 < 3 < 2), 1 < 2 > 1, 1 == 1 != 2, not [] == []  # → (True, False, True, True, False, True, True, False)

# truth
[bool(x) for x in (0, 0.0, 0j, '', b'', [], (), {}, set(), None, False, range(0), Len(0), frozenset(), bytearray(), {}.keys())]  # → [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]
[bool(x) for x in (1, -0.5, 1j, 'a', b'a', [0], (0,), {0: 0}, {0}, ..., True, range(1), Len(2), int, len, object(), NotImplemented.__class__)]  # → [True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True]
bool(Boom())  # → !ValueError: bool
bool(BadBool())  # → !TypeError: __bool__ should return bool, returned int
bool(Len(-1))  # → !ValueError: __len__() should return >= 0
bool(Len('a'))  # → !TypeError: 'str' object cannot be interpreted as an integer
not Boom()  # → !ValueError: bool
Boom() and 1  # → !ValueError: bool
[] or {} or 0, 1 and [] and 2, None and 1, 'a' or 1, not (), 1 if [] else 2, [x for x in [0, 1, '', 'a'] if x]  # → (0, [], None, 'a', True, 2, [1, 'a'])
all([1, Boom()])  # → !ValueError: bool
any([0, []]), all([]), all([1, 'a']), any([]), any([0, 2]), any(x for x in [0, 1])  # → (False, True, True, False, True, True)

# repr of what holds itself
def selves():
    xs = [1]; xs.append(xs)
    d = {}; d['d'] = d
    t = ([],); t[0].append(t)
    return repr(xs), repr(d), repr(t)
selves()  # → ('[1, [...]]', "{'d': {...}}", '([(...)],)')
[1, 'a', None, 1.5, b'x', (1,), (), {1: [2]}, {3}, frozenset([1]), range(2), slice(1), ..., True]  # → [1, 'a', None, 1.5, b'x', (1,), (), {1: [2]}, {3}, frozenset({1}), range(0, 2), slice(None, 1, None), Ellipsis, True]
[L([1]), T((1,)), D(a=1), St([1]), St()]  # → [[1], (1,), {'a': 1}, St({1}), St()]
str([1, 'a']), str({'a': 'b'}), f'{[1]!r} {(1,)} {set()}', str(()), repr(bytearray(b'a')), str({}.items())  # → ("[1, 'a']", "{'a': 'b'}", '[1] (1,) set()', '()', "bytearray(b'a')", 'dict_items([])')

# Sizes decide before items that cannot be hashed are asked for
listed = {'a': 1, 'c': [3]}
(listed.items() == {('a', 1)}, listed.items() != {('a', 1)}, listed.items() < {('a', 1)}, listed.items() >= {('a', 1)}, listed.items() > {('a', 1)}, listed.keys() <= {'a', 'c'})  # → (False, True, False, True, True, True)
listed.items() == listed.items()  # → True
listed.keys() == ['a', 'c']  # → False
import types
bool(types.MappingProxyType({})), bool(types.MappingProxyType({1: 2}))  # → (False, True)

# Operators of views change a set of the left operand, item by item of the right one.
def listed(made): return list(made) if type(made) is set else made
[listed({1: 2, 3: 4}.keys() ^ b'ab'), listed({1: 2, 3: 4}.keys() ^ [97, 98, 1]), listed([97, 1] ^ {1: 2, 98: 4}.keys()), listed({1: 2}.keys() ^ {98: 1, 1: 2}.keys()), listed({1: 2, 3: 4}.keys() | b'ab'), listed({1: 2, 3: 4}.keys() - [3, 9])]  # → [[1, 98, 3, 97], [98, 3, 97], [97, 98], [98], [1, 98, 3, 97], [1]]
{1: []}.items() ^ {1: []}.items(), {1: 2}.items() ^ {1: 2, 3: 4}.items(), {1: 2}.items() ^ {1: 3}.items() == {(1, 2), (1, 3)}  # → (set(), {(3, 4)}, True)
{1: []}.items() ^ {1: [2]}.items()  # → !TypeError: unhashable type: 'list'
{1: 2}.keys() & True  # → !TypeError: 'bool' object is not iterable
{1: 2}.keys() | True  # → !TypeError: 'bool' object is not iterable
{1: 2}.items() - True  # → !TypeError: 'bool' object is not iterable
{1: 2}.items().isdisjoint([[3, 4]]), {1: 2}.items().isdisjoint([[1, 2]]), {1: 2}.items().isdisjoint({(1, 2): 3}), {1: 2}.keys().isdisjoint(iter([2, 1]))  # → (True, True, False, False)
{1: 2}.keys().isdisjoint([[]])  # → !TypeError: unhashable type: 'list'
(lambda k: (k.isdisjoint(k), {}.keys().isdisjoint({}.keys())))({1: 2}.keys())  # → (False, True)
class AllAlike:
    def __eq__(self, other): return 'alike'
    def __ne__(self, other): return 'unlike'
[{1: 2}.values() == AllAlike(), AllAlike() == {}.values(), {}.values() != AllAlike(), {}.values() == {}.values()], (lambda v: (v == v, v != v))({}.values())  # → (['alike', 'alike', 'unlike', False], (True, False))

class NamedSet(set): pass
NamedSet([1], [2])  # → !TypeError: NamedSet expected at most 1 argument, got 2
NamedSet().__init__(1, 2, 3)  # → !TypeError: NamedSet expected at most 1 argument, got 3
set([1], [2])  # → !TypeError: set expected at most 1 argument, got 2
NamedSet(iterable=[1])  # → !TypeError: set() takes no keyword arguments
set(iterable=[1])  # → !TypeError: set() takes no keyword arguments
NamedSet([1]), NamedSet(), set([2])  # → (NamedSet({1}), NamedSet(), {2})
