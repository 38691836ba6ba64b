/**
 * Tables of what CPython answers to calls of methods. The test of `list_type.ts`, `set_type.ts`, `str_type.ts`,
 * `str_format.ts`, `bytes_methods.ts`, `bytes_type.ts`, `codecs.ts`, `../core/set_operators.ts` and
 * `../text/percent_format.ts`.
 *
 * @module
 */

import { checkAnswers } from "../testing/check_answers.ts";

Deno.test("methods of built-in types answer as CPython does", () => {
  checkAnswers(String.raw`
x = [1, 2, 3]
x.append(4) → None
x → [1, 2, 3, 4]
x.append() → !TypeError: list.append() takes exactly one argument (0 given)
x.append(1, 2) → !TypeError: list.append() takes exactly one argument (2 given)
x.append(x=1) → !TypeError: list.append() takes no keyword arguments

x = [1, 2, 3]
x.extend('ab') → None
x → [1, 2, 3, 'a', 'b']
x.extend(3) → !TypeError: 'int' object is not iterable
x.extend(x) → None
x → [1, 2, 3, 'a', 'b', 1, 2, 3, 'a', 'b']
x.extend() → !TypeError: list.extend() takes exactly one argument (0 given)

x = [1, 2, 3]
x.insert(0, 9) → None
x.insert(-1, 8) → None
x.insert(100, 7) → None
x → [9, 1, 2, 8, 3, 7]
x.insert('a', 1) → !TypeError: 'str' object cannot be interpreted as an integer
x.insert(1) → !TypeError: insert expected 2 arguments, got 1
x.insert(10 ** 30, 1) → !OverflowError: Python int too large to convert to C ssize_t

x = [1, 2, 3]
x.pop() → 3
x.pop(0) → 1
x → [2]
x.pop(5) → !IndexError: pop index out of range
x.pop('a') → !TypeError: 'str' object cannot be interpreted as an integer
x.pop() → 2
x.pop() → !IndexError: pop from empty list
x.pop(1, 2) → !TypeError: pop expected at most 1 argument, got 2
x.pop(10 ** 30) → !OverflowError: Python int too large to convert to C ssize_t

x = [1, 2, 3, 2]
x.remove(2) → None
x → [1, 3, 2]
x.remove(9) → !ValueError: 9 is not in list
x.index(3) → 1
x.index(9) → !ValueError: 9 is not in list
x.index(2, 0, 1) → !ValueError: 2 is not in list
x.count(2) → 1
x.index(2, -1) → 2
x.index() → !TypeError: index expected at least 1 argument, got 0
x.index(1, 'a') → !TypeError: slice indices must be integers or have an __index__ method
x.index(1, 2, 3, 4) → !TypeError: index expected at most 3 arguments, got 4
x.count() → !TypeError: list.count() takes exactly one argument (0 given)
[1, 2, 3].index(3, -2, 10) → 2
[1.0].index(1) → 0

x = [3, 1, 2]
x.sort() → None
x → [1, 2, 3]
x.sort(reverse=True) → None
x → [3, 2, 1]
x.sort(1) → !TypeError: sort() takes no positional arguments
x.sort(foo=1) → !TypeError: 'foo' is an invalid keyword argument for sort()
x.sort(key=3) → !TypeError: 'int' object is not callable
x.reverse() → None
x → [1, 2, 3]
x.copy() is x → False
x.copy() → [1, 2, 3]
x.clear() → None
x → []
x.clear(1) → !TypeError: list.clear() takes no arguments (1 given)
x.sort(key=None, reverse=False) → None
x.sort(None) → !TypeError: sort() takes no positional arguments

x = [5, 3, 'a', 1]
x.sort() → !TypeError: '<' not supported between instances of 'str' and 'int'
x → [5, 3, 'a', 1]

x = (1, 2, 2)
x.count(2) → 2
x.index(2) → 1
x.index(5) → !ValueError: tuple.index(x): x not in tuple
x.index(2, 2) → 2
x.index() → !TypeError: index expected at least 1 argument, got 0
x.count() → !TypeError: tuple.count() takes exactly one argument (0 given)
x.index(1, 1) → !ValueError: tuple.index(x): x not in tuple

x = {'a': 1}
x.get('a') → 1
x.get('b') → None
x.get('b', 5) → 5
x.get() → !TypeError: get expected at least 1 argument, got 0
x.get([]) → !TypeError: unhashable type: 'list'
x.get(1, 2, 3) → !TypeError: get expected at most 2 arguments, got 3
x.pop('a') → 1
x.pop('a') → !KeyError: 'a'
x.pop('a', 7) → 7
x.pop() → !TypeError: pop expected at least 1 argument, got 0
x.popitem() → !KeyError: 'popitem(): dictionary is empty'
x → {}

x = {'a': 1, 'b': 2}
x.popitem() → ('b', 2)
x.setdefault('c', 3) → 3
x.setdefault('a', 9) → 1
x.setdefault('n') → None
x → {'a': 1, 'c': 3, 'n': None}
x.setdefault() → !TypeError: setdefault expected at least 1 argument, got 0
x.setdefault([], 1) → !TypeError: unhashable type: 'list'
x.clear() → None
x → {}
x.clear(1) → !TypeError: dict.clear() takes no arguments (1 given)
x.copy() → {}

x = {'a': 1}
x.update({'b': 2}) → None
x.update(c=3) → None
x.update([('d', 4)]) → None
x → {'a': 1, 'b': 2, 'c': 3, 'd': 4}
x.update(3) → !TypeError: 'int' object is not iterable
x.update(1, 2) → !TypeError: update expected at most 1 argument, got 2
x.update([1]) → !TypeError: cannot convert dictionary update sequence element #0 to a sequence
x.update(['ab']) → None
x → {'a': 'b', 'b': 2, 'c': 3, 'd': 4}
x.update([(1, 2, 3)]) → !ValueError: dictionary update sequence element #0 has length 3; 2 is required
x.update() → None
x.update({'z': 1}, z=2) → None
x → {'a': 'b', 'b': 2, 'c': 3, 'd': 4, 'z': 2}
x.update('a') → !ValueError: dictionary update sequence element #0 has length 1; 2 is required

x = {'a': 1, 'b': 2}
x.keys() → dict_keys(['a', 'b'])
x.values() → dict_values([1, 2])
x.items() → dict_items([('a', 1), ('b', 2)])
list(x.keys()) → ['a', 'b']
x.keys() & {'a'} → {'a'}
x.keys() | {'z'} == {'a', 'b', 'z'} → True
x.items() & {('a', 1)} → {('a', 1)}
x.keys() - ['a'] → {'b'}
x.keys() ^ {'a'} → {'b'}
x.keys() == {'a', 'b'} → True
x.keys().isdisjoint(['c']) → True
len(x.items()) → 2
('a', 1) in x.items() → True
1 in x.values() → True
x.keys() < {'a', 'b', 'c'} → True
x.values() == x.values() → False
x.keys(1) → !TypeError: dict.keys() takes no arguments (1 given)
x.items().isdisjoint(3) → !TypeError: 'int' object is not iterable
x.keys() & 3 → !TypeError: 'int' object is not iterable
x.keys() + 1 → !TypeError: unsupported operand type(s) for +: 'dict_keys' and 'int'
x.items() >= {('a', 1)} → True

dict.fromkeys('ab') → {'a': None, 'b': None}
dict.fromkeys([1, 2], 0) → {1: 0, 2: 0}
dict.fromkeys(3) → !TypeError: 'int' object is not iterable
dict.fromkeys() → !TypeError: fromkeys expected at least 1 argument, got 0
dict.fromkeys([[]]) → !TypeError: unhashable type: 'list'

x = {1, 2}
x.add(3) → None
x → {1, 2, 3}
x.add([]) → !TypeError: unhashable type: 'list'
x.add() → !TypeError: set.add() takes exactly one argument (0 given)
x.discard(9) → None
x.discard(1) → None
x → {2, 3}
x.remove(9) → !KeyError: 9
x.remove([]) → !TypeError: unhashable type: 'list'
x.pop() → 2
x → {3}
x.clear() → None
x → set()
x.pop() → !KeyError: 'pop from an empty set'
x.update([1], [2]) → None
x → {1, 2}
x.update(3) → !TypeError: 'int' object is not iterable
x.update() → None
x.copy() → {1, 2}
x.discard([]) → !TypeError: unhashable type: 'list'

{1, 2}.union([3], [4]) → {1, 2, 3, 4}
{1, 2}.union() → {1, 2}
{1, 2} | {3} → {1, 2, 3}
{1, 2} | [3] → !TypeError: unsupported operand type(s) for |: 'set' and 'list'
{1, 2}.intersection([2, 3]) → {2}
{1, 2, 3} & {2, 3, 4} → {2, 3}
{1, 2} - {1} → {2}
{1, 2}.difference([1], [2]) → set()
{1, 2} ^ {2, 3} → {1, 3}
{1, 2}.symmetric_difference([2, 3]) → {1, 3}
{1, 2}.issubset([1, 2, 3]) → True
{1, 2}.issuperset([1]) → True
{1} < {1, 2} → True
{1, 2} <= {1, 2} → True
{1}.isdisjoint([2]) → True
{1}.isdisjoint(3) → !TypeError: 'int' object is not iterable
{1}.union(3) → !TypeError: 'int' object is not iterable
{1}.symmetric_difference() → !TypeError: set.symmetric_difference() takes exactly one argument (0 given)
{1}.issubset() → !TypeError: set.issubset() takes exactly one argument (0 given)
{1} < 3 → !TypeError: '<' not supported between instances of 'set' and 'int'
{1} == frozenset([1]) → True
{1}.intersection() → {1}
{1, 2, 3}.intersection([3], [3, 2]) → {3}
frozenset([1]) | {2} → frozenset({1, 2})
{1}.isdisjoint({2}) → True

x = {1, 2, 3}
x.intersection_update([2, 3]) → None
x → {2, 3}
x.difference_update([2]) → None
x → {3}
x.symmetric_difference_update([3, 4]) → None
x → {4}
x.difference_update(3) → !TypeError: 'int' object is not iterable
x.symmetric_difference_update() → !TypeError: set.symmetric_difference_update() takes exactly one argument (0 given)
x.intersection_update(3) → !TypeError: 'int' object is not iterable

frozenset([1, 2]).add → !AttributeError: 'frozenset' object has no attribute 'add'
frozenset([1]).copy() → frozenset({1})
frozenset([3, 1]).union([5]) → frozenset({1, 3, 5})
repr(frozenset()) → 'frozenset()'
repr(set()) → 'set()'
{frozenset([1])} → {frozenset({1})}
frozenset([1]) in {frozenset([1])} → True
{1} in {frozenset([1])} → True
'a,b,c'.split(',') → ['a', 'b', 'c']
'a b  c'.split() → ['a', 'b', 'c']
'a,b'.split('') → !ValueError: empty separator
'a,b'.split(1) → !TypeError: must be str or None, not int
'a,b'.split(sep=',') → ['a', 'b']
'a,b,c'.split(',', 1) → ['a', 'b,c']
'a b c'.split(maxsplit=1) → ['a', 'b c']
'a'.split(',', 'x') → !TypeError: 'str' object cannot be interpreted as an integer
'a,b'.rsplit(',', 1) → ['a', 'b']
' a b '.rsplit(None, 1) → [' a', 'b']
'a'.split(foo=1) → !TypeError: 'foo' is an invalid keyword argument for split()
'a'.split(1, 2, 3) → !TypeError: split() takes at most 2 arguments (3 given)
'a'.split(',', sep=',') → !TypeError: argument for split() given by name ('sep') and position (1)
'a-b'.partition('-') → ('a', '-', 'b')
'ab'.partition('-') → ('ab', '', '')
'a-b-c'.rpartition('-') → ('a-b', '-', 'c')
'ab'.rpartition('x') → ('', '', 'ab')
'a'.partition('') → !ValueError: empty separator
'a'.partition(1) → !TypeError: must be str, not int
'a'.partition() → !TypeError: str.partition() takes exactly one argument (0 given)
'-'.join(['a', 'b']) → 'a-b'
''.join('abc') → 'abc'
','.join([1]) → !TypeError: sequence item 0: expected str instance, int found
','.join(3) → !TypeError: can only join an iterable
','.join() → !TypeError: str.join() takes exactly one argument (0 given)
','.join(['a', None]) → !TypeError: sequence item 1: expected str instance, NoneType found
','.join({'x': 1}) → 'x'
','.join(()) → ''
','.join(['a'], 1) → !TypeError: str.join() takes exactly one argument (2 given)
'hello'.find('l') → 2
'hello'.find('z') → -1
'hello'.rfind('l') → 3
'hello'.index('z') → !ValueError: substring not found
'hello'.index('e', 2) → !ValueError: substring not found
'hello'.rindex('l') → 3
'hello'.count('l') → 2
'hello'.find('l', 3) → 3
'hello'.find('l', -2, -1) → 3
'hello'.find(1) → !TypeError: must be str, not int
'hello'.find() → !TypeError: find() takes at least 1 argument (0 given)
'hello'.find('l', 'a') → !TypeError: slice indices must be integers or None or have an __index__ method
'hello'.count('') → 6
'hello'.find('', 10) → -1
'hello'.find('l', None, None) → 2
'hello'.find('a', 1, 2, 3) → !TypeError: find() takes at most 3 arguments (4 given)
'hello'.count('l', 3) → 1
'hello'.find('h', x=1) → !TypeError: str.find() takes no keyword arguments
'hello'.startswith('he') → True
'hello'.startswith(('x', 'he')) → True
'hello'.startswith(1) → !TypeError: startswith first arg must be str or a tuple of str, not int
'hello'.startswith((1,)) → !TypeError: tuple for startswith must only contain str, not int
'hello'.endswith('lo') → True
'hello'.endswith('l', 0, 4) → True
'hello'.startswith() → !TypeError: startswith() takes at least 1 argument (0 given)
'hello'.startswith('', 5) → True
'hello'.startswith('', 6) → False
'hello'.startswith('l', 2) → True
'hello'.endswith(('o',)) → True
'a'.startswith('a', 1, 2, 3) → !TypeError: startswith() takes at most 3 arguments (4 given)
' a '.strip() → 'a'
'xxaxx'.strip('x') → 'a'
'a'.strip(1) → !TypeError: strip arg must be None or str
' a '.lstrip() → 'a '
' a '.rstrip() → ' a'
'abc'.strip('ac') → 'b'
'a'.strip('a', 'b') → !TypeError: strip expected at most 1 argument, got 2
' a'.strip(None) → 'a'
'abc'.removeprefix('a') → 'bc'
'abc'.removesuffix('bc') → 'a'
'a'.removeprefix(1) → !TypeError: removeprefix() argument must be str, not int
'a'.removeprefix() → !TypeError: str.removeprefix() takes exactly one argument (0 given)
'hello'.replace('l', 'L') → 'heLLo'
'hello'.replace('l', 'L', 1) → 'heLlo'
'hello'.replace('', '-') → '-h-e-l-l-o-'
'a'.replace('a') → !TypeError: replace() takes at least 2 positional arguments (1 given)
'a'.replace(1, 2) → !TypeError: replace() argument 1 must be str, not int
'a'.replace('a', 1) → !TypeError: replace() argument 2 must be str, not int
'a'.replace('a', 'b', 'c') → !TypeError: 'str' object cannot be interpreted as an integer
'hello'.replace('l', '', -5) → 'heo'
'a'.replace('a', 'b', 1, 2) → !TypeError: replace() takes at most 3 arguments (4 given)
'a'.replace('b', 'c', count=1) → 'a'
'Hello'.upper() → 'HELLO'
'Hello'.lower() → 'hello'
'hello world'.title() → 'Hello World'
'hELLO'.capitalize() → 'Hello'
'Hello'.swapcase() → 'hELLO'
'ß'.upper() → 'SS'
'ß'.casefold() → 'ss'
'a'.upper(1) → !TypeError: str.upper() takes no arguments (1 given)
'ΑΣ'.lower() → 'ας'
'ǆ'.title() → 'ǅ'
"they're".title() → "They'Re"
'ÀÉ'.lower() → 'àé'
'12'.isdigit() → True
'1²'.isdigit() → True
'²'.isdecimal() → False
'½'.isnumeric() → True
'ab'.isalpha() → True
'a1'.isalnum() → True
' '.isspace() → True
'A'.isupper() → True
'a'.islower() → True
'Ab'.istitle() → True
'a\n'.isprintable() → False
'a_1'.isidentifier() → True
'1a'.isidentifier() → False
'é'.isascii() → False
''.isascii() → True
''.isdigit() → False
'a'.isdigit(1) → !TypeError: str.isdigit() takes no arguments (1 given)
'a'.center(5) → '  a  '
'a'.center(4, '*') → '*a**'
'a'.ljust(3, '-') → 'a--'
'a'.rjust(3) → '  a'
'a'.center(3, 'ab') → !TypeError: The fill character must be exactly one character long
'a'.center(3, 1) → !TypeError: The fill character must be a unicode character, not int
'a'.center('x') → !TypeError: 'str' object cannot be interpreted as an integer
'a'.ljust() → !TypeError: ljust expected at least 1 argument, got 0
'5'.zfill(3) → '005'
'-5'.zfill(4) → '-005'
'a'.zfill('x') → !TypeError: 'str' object cannot be interpreted as an integer
'a\tb'.expandtabs(4) → 'a   b'
'a\tb'.expandtabs() → 'a       b'
'a\tb'.expandtabs(tabsize=2) → 'a b'
'a'.ljust(-1) → 'a'
'ab'.center(5) → '  ab '
'abc'.encode() → b'abc'
'é'.encode('ascii') → !UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
'é'.encode('latin-1') → b'\xe9'
'é'.encode('ascii', 'replace') → b'?'
'é'.encode('ascii', 'ignore') → b''
'a'.encode('foo') → !LookupError: unknown encoding: foo
'€'.encode('latin-1') → !UnicodeEncodeError: 'latin-1' codec can't encode character '\u20ac' in position 0: ordinal not in range(256)
'a'.encode(1) → !TypeError: encode() argument 'encoding' must be str, not int
'éé'.encode('ascii') → !UnicodeEncodeError: 'ascii' codec can't encode characters in position 0-1: ordinal not in range(128)
b'abc'.decode() → 'abc'
b'\xff'.decode() → !UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
b'\xc3\xa9'.decode('utf-8') → 'é'
b'\xff'.decode('latin-1') → 'ÿ'
b'\xff'.decode('ascii') → !UnicodeDecodeError: 'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)
b'\xc3'.decode() → !UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end of data
b'\xe2(\xa1'.decode() → !UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe2 in position 0: invalid continuation byte
b'\xff'.decode('utf-8', 'replace') → '�'
'a\nb\r\nc'.splitlines() → ['a', 'b', 'c']
'a\nb'.splitlines(True) → ['a\n', 'b']
''.splitlines() → []
'a\nb'.splitlines(keepends=True) → ['a\n', 'b']
'a\n'.splitlines() → ['a']
'abc'.translate({97: 'x', 98: None, 99: 100}) → 'xd'
'abc'.translate(str.maketrans('ab', 'xy')) → 'xyc'
'abc'.translate(str.maketrans('a', 'b', 'c')) → 'bb'
str.maketrans('a') → !TypeError: if you give only one argument to maketrans it must be a dict
str.maketrans('ab', 'c') → !ValueError: the first two maketrans arguments must have equal length
str.maketrans({'a': 1}) → {97: 1}
'a'.translate(3) → !TypeError: 'int' object is not subscriptable
'a'.translate({97: []}) → !TypeError: character mapping must return integer, None or str
'a'.translate({97: -1}) → !ValueError: character mapping must be in range(0x110000)
'{}'.format(1) → '1'
'{} {}'.format(1) → !IndexError: Replacement index 1 out of range for positional args tuple
'{0}{1}{0}'.format('a', 'b') → 'aba'
'{a}'.format(a=1) → '1'
'{a}'.format() → !KeyError: 'a'
'{'.format() → !ValueError: Single '{' encountered in format string
'}'.format() → !ValueError: Single '}' encountered in format string
'{{}}'.format() → '{}'
'{0} {}'.format(1, 2) → !ValueError: cannot switch from manual field specification to automatic field numbering
'{} {0}'.format(1, 2) → !ValueError: cannot switch from automatic field numbering to manual field specification
'{:>5}'.format('a') → '    a'
'{!r}'.format('a') → "'a'"
'{!x}'.format(1) → !ValueError: Unknown conversion specifier x
'{:{}}'.format('a', 5) → 'a    '
'{0.real}'.format(5) → '5'
'{0[1]}'.format([1, 2]) → '2'
'{0[a]}'.format({'a': 3}) → '3'
'{a.b}'.format(a=1) → !AttributeError: 'int' object has no attribute 'b'
'{:d}'.format('a') → !ValueError: Unknown format code 'd' for object of type 'str'
'{0[}'.format([1]) → !ValueError: expected '}' before end of string
'{0.}'.format(1) → !ValueError: Empty attribute in format string
'{0[0]x}'.format([1]) → !ValueError: Only '.' or '[' may follow ']' in format field specifier
'{!}'.format(1) → !ValueError: unmatched '{' in format spec
'{!r'.format(1) → !ValueError: unmatched '{' in format spec
'{:{:{}}}'.format(1, 2, 3) → !ValueError: Max string recursion exceeded
'{:'.format(1) → !ValueError: unmatched '{' in format spec
'{a'.format(a=1) → !ValueError: expected '}' before end of string
'{!rx}'.format(1) → !ValueError: expected ':' after conversion specifier
'{0:{1}.{2}f}'.format(3.14159, 8, 2) → '    3.14'
'{:,}'.format(1234567) → '1,234,567'
'{:%}'.format(0.5) → '50.000000%'
'{[0]}'.format([7]) → '7'
'{.real}'.format(7) → '7'
'{0[-1]}'.format({'-1': 4}) → '4'
'{99999999999999999999}'.format(1) → !ValueError: Too many decimal digits in format string
'{a} {b[0]}'.format_map({'a': 1, 'b': [2]}) → '1 2'
'{a}'.format_map({}) → !KeyError: 'a'
'{}'.format_map({}) → !ValueError: Format string contains positional fields
'a'.format_map() → !TypeError: str.format_map() takes exactly one argument (0 given)
'%d' % 5 → '5'
'%s %s' % (1, 2) → '1 2'
'%s' % (1, 2) → !TypeError: not all arguments converted during string formatting
'%s %s' % 1 → !TypeError: not enough arguments for format string
'%(a)s' % {'a': 1} → '1'
'%(a)s' % 1 → !TypeError: format requires a mapping
'%d' % 'a' → !TypeError: %d format: a real number is required, not str
'%x' % 1.5 → !TypeError: %x format: an integer is required, not float
'%x' % 255 → 'ff'
'%5.2f' % 3.14159 → ' 3.14'
'%c' % 97 → 'a'
'%c' % 'a' → 'a'
'%c' % 'ab' → !TypeError: %c requires int or char
'%c' % 1.5 → !TypeError: %c requires int or char
'%y' % 1 → !ValueError: unsupported format character 'y' (0x79) at index 1
'%' % 1 → !ValueError: incomplete format
'%%' % () → '%'
'%*d' % (5, 3) → '    3'
'%-5d|' % 3 → '3    |'
'%r' % 'a' → "'a'"
'%a' % 'é' → "'\\xe9'"
'%d' % 3.9 → '3'
'%i' % True → '1'
'%f' % 'a' → !TypeError: must be real number, not str
'%e' % 12345 → '1.234500e+04'
'%g' % 1e+20 → '1e+20'
'%o' % 8 → '10'
'%#x' % 255 → '0xff'
'%+d' % 5 → '+5'
'%05d' % -3 → '-0003'
'%.3s' % 'abcdef' → 'abc'
'a' % 1 → !TypeError: not all arguments converted during string formatting
'a' % () → 'a'
'a' % {} → 'a'
'a' % [] → 'a'
'%(a' % {'a': 1} → !ValueError: incomplete format key
'%.*f' % (2, 3.14159) → '3.14'
'%*d' % ('a', 1) → !TypeError: * wants int
'%s' % [1] → '[1]'
'%s' % () → !TypeError: not enough arguments for format string
'%s' % ((1, 2),) → '(1, 2)'
'%d' % 2 ** 70 → '1180591620717411303424'
'%d' % float('inf') → !OverflowError: cannot convert float infinity to integer
'%c' % 2 ** 40 → !OverflowError: %c arg not in range(0x110000)
'%c' % -1 → !OverflowError: %c arg not in range(0x110000)
'%(a)d %(b)s' % {'a': 1, 'b': 'x'} → '1 x'
'%(a)s' % {} → !KeyError: 'a'
'%.0f' % 0.5 → '0'
'%#.3g' % 1.0 → '1.00'
'%d' % None → !TypeError: %d format: a real number is required, not NoneType
'%s%%' % 5 → '5%'
'%ld' % 3 → '3'
'%x' % -255 → '-ff'
'%x' % 'a' → !TypeError: %x format: an integer is required, not str
b'abc'.hex() → '616263'
b'abc'.hex('-') → '61-62-63'
b'abcd'.hex('-', 2) → '6162-6364'
bytes.fromhex('61 62') → b'ab'
bytes.fromhex('6') → !ValueError: non-hexadecimal number found in fromhex() arg at position 1
bytes.fromhex('zz') → !ValueError: non-hexadecimal number found in fromhex() arg at position 0
b'abc'.find(b'b') → 1
b'abc'.find(98) → 1
b'a,b'.split(b',') → [b'a', b'b']
b'abc'.upper() → b'ABC'
b'abc'.replace(b'a', b'x') → b'xbc'
b'abc'[0] → 97
b'abc'[1:] → b'bc'
b'abc'.startswith(b'a') → True
b'abc'.startswith('a') → !TypeError: startswith first arg must be bytes or a tuple of bytes, not str
b'-'.join([b'a', b'b']) → b'a-b'
b'-'.join(['a']) → !TypeError: sequence item 0: expected a bytes-like object, str found
b'abc'.index(b'z') → !ValueError: subsection not found
b'a'.count(b'a') → 1
b' a '.strip() → b'a'
b'abc' + b'd' → b'abcd'
b'a' * 3 → b'aaa'
97 in b'abc' → True
b'b' in b'abc' → True
'a' in b'a' → !TypeError: a bytes-like object is required, not 'str'
300 in b'a' → !ValueError: byte must be in range(0, 256)
b'a' < b'b' → True
b'ABC'.isupper() → True
b'a\xa0b c'.split() → [b'a\xa0b', b'c']
b'a-b'.partition(b'-') → (b'a', b'-', b'b')

x = bytearray(b'abc')
x.append(100) → None
x → bytearray(b'abcd')
x.append(256) → !ValueError: byte must be in range(0, 256)
x.append('a') → !TypeError: 'str' object cannot be interpreted as an integer
x.extend(b'e') → None
x → bytearray(b'abcde')
x.pop() → 101
x.pop(0) → 97
x → bytearray(b'bcd')
x.insert(0, 122) → None
x → bytearray(b'zbcd')
x.remove(122) → None
x → bytearray(b'bcd')
x.remove(1) → !ValueError: value not found in bytearray
x.reverse() → None
x → bytearray(b'dcb')
x.clear() → None
x → bytearray(b'')
x.pop() → !IndexError: pop from empty bytearray
x.copy() → bytearray(b'')

5 .bit_length() → 3
(-5).bit_length() → 3
0 .bit_length() → 0
255 .bit_count() → 8
5 .conjugate() → 5
5 .numerator → 5
5 .denominator → 1
5 .real → 5
5 .imag → 0
5 .as_integer_ratio() → (5, 1)
5 .bit_length(1) → !TypeError: int.bit_length() takes no arguments (1 given)
True .bit_length() → 1
5 .__round__() → 5
5 .__floor__() → 5
258 .to_bytes(2, 'big') → b'\x01\x02'
258 .to_bytes(2, 'little') → b'\x02\x01'
(-1).to_bytes(2, 'big', signed=True) → b'\xff\xff'
(-1).to_bytes(2, 'big') → !OverflowError: can't convert negative int to unsigned
256 .to_bytes(1, 'big') → !OverflowError: int too big to convert
1 .to_bytes() → b'\x01'
1 .to_bytes(2, 'foo') → !ValueError: byteorder must be either 'little' or 'big'
1 .to_bytes(length=3) → b'\x00\x00\x01'
1 .to_bytes(-1, 'big') → !ValueError: length argument must be non-negative
128 .to_bytes(1, 'big', signed=True) → !OverflowError: int too big to convert
0 .to_bytes(0, 'big') → b''
1 .to_bytes('a') → !TypeError: 'str' object cannot be interpreted as an integer
1 .to_bytes(2, 3) → !TypeError: to_bytes() argument 'byteorder' must be str, not int
int.from_bytes(b'\x01\x02', 'big') → 258
int.from_bytes(b'\x01\x02', 'little') → 513
int.from_bytes(b'\xff', 'big', signed=True) → -1
int.from_bytes([1, 2], 'big') → 258
int.from_bytes('a', 'big') → !TypeError: cannot convert 'str' object to bytes
int.from_bytes(b'', byteorder='big') → 0
int.from_bytes(3, 'big') → !TypeError: cannot convert 'int' object to bytes
int.from_bytes(b'\x01') → 1
int.from_bytes() → !TypeError: from_bytes() missing required argument 'bytes' (pos 1)
bool.from_bytes(b'\x01', 'big') → True
2.5.is_integer() → False
2.0.is_integer() → True
0.5.as_integer_ratio() → (1, 2)
0.1.as_integer_ratio() → (3602879701896397, 36028797018963968)
float('inf').as_integer_ratio() → !OverflowError: cannot convert Infinity to integer ratio
float('nan').as_integer_ratio() → !ValueError: cannot convert NaN to integer ratio
1.5.hex() → '0x1.8000000000000p+0'
0.1.hex() → '0x1.999999999999ap-4'
(-0.0).hex() → '-0x0.0p+0'
5e-324.hex() → '0x0.0000000000001p-1022'
float.fromhex('0x1.8p+1') → 3.0
float.fromhex('x') → !ValueError: invalid hexadecimal floating-point string
float.fromhex('0x1p-1080') → 0.0
1.5.conjugate() → 1.5
1.5.real → 1.5
1.5.imag → 0.0
1.5.__trunc__() → 1
1.5.__round__(0) → 2.0
(-0.0).as_integer_ratio() → (0, 1)
float.fromhex('1e400') → 123904.0
float.fromhex('0x1p5000') → !OverflowError: hexadecimal value too large to represent as a float
float.fromhex(1) → !TypeError: bad argument type for built-in operation
1e+300.as_integer_ratio() == (int(1e+300), 1) → True
(1 + 2j).real → 1.0
(1 + 2j).imag → 2.0
(1 + 2j).conjugate() → (1-2j)
(1 + 2j) * 2 → (2+4j)
abs(3 + 4j) → 5.0
1j ** 2 → (-1+0j)
1 + 2j == 1 + 2j → True
1j < 2 → !TypeError: '<' not supported between instances of 'complex' and 'int'
-(1 + 2j) → (-1-2j)
(1 + 2j) / 2 → (0.5+1j)
1j / 0 → !ZeroDivisionError: complex division by zero
1j // 2 → !TypeError: unsupported operand type(s) for //: 'complex' and 'int'
repr(1j) → '1j'
repr(-0.0 + 1j) → '1j'
complex(-0.0, 1) → (-0+1j)
repr(complex(float('nan'), 1)) → '(nan+1j)'
2 ** 1j → (0.7692389013639721+0.6389612763136348j)
(1 + 1j) ** 2 → 2j
(1 + 1j) ** 0.5 → (1.0986841134678098+0.45508986056222733j)
0j ** (-1) → !ZeroDivisionError: 0.0 to a negative or complex power
`);
});
