/**
 * What the classes of the interpreter have of their own: names in the order of their `__dict__`, as the pin lists them. `dir()` shows them,
 * and an attribute that is here but not in an engine ends the run, as what the program would see instead is another program.
 *
 * @module
 */

/** Own names of built-in classes, by the name of the class: texts of words, as hardly any class is asked for. */
export const TYPE_NAMES: Readonly<Record<string, string>> = {
  ArithmeticError: "__new__ __init__ __doc__",
  AssertionError: "__new__ __init__ __doc__",
  AttributeError: "__str__ __init__ __getstate__ __reduce__ name obj __doc__",
  BaseException: "__new__ __repr__ __str__ __getattribute__ __setattr__ __delattr__ __init__ __reduce__ __setstate__ " +
    "with_traceback add_note __suppress_context__ __dict__ args __traceback__ __context__ __cause__ " +
    "__doc__",
  BaseExceptionGroup: "__new__ __str__ __init__ __class_getitem__ derive split subgroup message exceptions __doc__",
  BlockingIOError: "__init__ __doc__",
  BrokenPipeError: "__init__ __doc__",
  BufferError: "__new__ __init__ __doc__",
  BytesWarning: "__new__ __init__ __doc__",
  ChildProcessError: "__init__ __doc__",
  ConnectionAbortedError: "__init__ __doc__",
  ConnectionError: "__init__ __doc__",
  ConnectionRefusedError: "__init__ __doc__",
  ConnectionResetError: "__init__ __doc__",
  DeprecationWarning: "__new__ __init__ __doc__",
  EOFError: "__new__ __init__ __doc__",
  EncodingWarning: "__new__ __init__ __doc__",
  Exception: "__new__ __init__ __doc__",
  ExceptionGroup: "__module__ __weakref__ __doc__",
  FileExistsError: "__init__ __doc__",
  FileNotFoundError: "__init__ __doc__",
  FloatingPointError: "__new__ __init__ __doc__",
  FutureWarning: "__new__ __init__ __doc__",
  GeneratorExit: "__new__ __init__ __doc__",
  GenericAlias: "__new__ __repr__ __hash__ __call__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ " +
    "__iter__ __or__ __ror__ __getitem__ __mro_entries__ __instancecheck__ __subclasscheck__ __reduce__ " +
    "__dir__ __origin__ __args__ __unpacked__ __parameters__ __typing_unpacked_tuple_args__ __doc__",
  ImportError: "__str__ __init__ __reduce__ msg name path name_from __doc__",
  ImportWarning: "__new__ __init__ __doc__",
  IndentationError: "__init__ __doc__",
  IndexError: "__new__ __init__ __doc__",
  InterruptedError: "__init__ __doc__",
  IsADirectoryError: "__init__ __doc__",
  KeyError: "__str__ __init__ __doc__",
  KeyboardInterrupt: "__new__ __init__ __doc__",
  LookupError: "__new__ __init__ __doc__",
  MemoryError: "__new__ __init__ __doc__",
  ModuleNotFoundError: "__init__ __doc__",
  NameError: "__str__ __init__ name __doc__",
  NoneType: "__new__ __repr__ __hash__ __bool__ __doc__",
  NotADirectoryError: "__init__ __doc__",
  NotImplementedError: "__new__ __init__ __doc__",
  NotImplementedType: "__new__ __repr__ __bool__ __reduce__ __doc__",
  OSError: "__new__ __str__ __init__ __reduce__ errno strerror filename filename2 characters_written __doc__",
  OverflowError: "__new__ __init__ __doc__",
  ParamSpec: "__new__ __repr__ __or__ __ror__ __typing_subst__ __typing_prepare_subst__ __reduce__ __mro_entries__ " +
    "__name__ __bound__ __covariant__ __contravariant__ __infer_variance__ args kwargs __doc__ __module__",
  PendingDeprecationWarning: "__new__ __init__ __doc__",
  PermissionError: "__init__ __doc__",
  ProcessLookupError: "__init__ __doc__",
  RecursionError: "__new__ __init__ __doc__",
  ReferenceError: "__new__ __init__ __doc__",
  ResourceWarning: "__new__ __init__ __doc__",
  RuntimeError: "__new__ __init__ __doc__",
  RuntimeWarning: "__new__ __init__ __doc__",
  SimpleNamespace:
    "__new__ __repr__ __getattribute__ __setattr__ __delattr__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ " +
    "__init__ __reduce__ __replace__ __dict__ __doc__ __hash__",
  StopAsyncIteration: "__new__ __init__ __doc__",
  StopIteration: "__init__ value __doc__",
  SyntaxError: "__str__ __init__ msg filename lineno offset text end_lineno end_offset print_file_and_line __doc__",
  SyntaxWarning: "__new__ __init__ __doc__",
  SystemError: "__new__ __init__ __doc__",
  SystemExit: "__init__ code __doc__",
  TabError: "__init__ __doc__",
  TimeoutError: "__init__ __doc__",
  TypeAliasType: "__new__ __repr__ __or__ __ror__ __getitem__ __reduce__ __name__ __parameters__ __type_params__ " +
    "__value__ __module__ __doc__",
  TypeError: "__new__ __init__ __doc__",
  TypeVar: "__new__ __repr__ __or__ __ror__ __typing_subst__ __reduce__ __mro_entries__ __name__ __covariant__ " +
    "__contravariant__ __infer_variance__ __bound__ __constraints__ __doc__ __module__",
  TypeVarTuple: "__new__ __repr__ __iter__ __typing_subst__ __typing_prepare_subst__ __reduce__ __mro_entries__ " +
    "__name__ __doc__ __module__",
  UnboundLocalError: "__init__ __doc__",
  UnicodeDecodeError: "__new__ __str__ __init__ encoding object start end reason __doc__",
  UnicodeEncodeError: "__new__ __str__ __init__ encoding object start end reason __doc__",
  UnicodeError: "__new__ __init__ __doc__",
  UnicodeTranslateError: "__new__ __str__ __init__ encoding object start end reason __doc__",
  UnicodeWarning: "__new__ __init__ __doc__",
  UnionType: "__repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __or__ __ror__ " +
    "__getitem__ __args__ __parameters__ __doc__",
  UserWarning: "__new__ __init__ __doc__",
  ValueError: "__new__ __init__ __doc__",
  Warning: "__new__ __init__ __doc__",
  ZeroDivisionError: "__new__ __init__ __doc__",
  async_generator: "__repr__ __getattribute__ __del__ __aiter__ __anext__ asend athrow aclose __sizeof__ " +
    "__class_getitem__ ag_running __name__ __qualname__ ag_await ag_frame ag_code ag_suspended __doc__",
  async_generator_asend: "__getattribute__ __iter__ __next__ __del__ __await__ send throw close __doc__",
  async_generator_athrow: "__getattribute__ __iter__ __next__ __del__ __await__ send throw close __doc__",
  bool: "__new__ __repr__ __invert__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ __doc__",
  builtin_function_or_method:
    "__repr__ __hash__ __call__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __reduce__ " +
    "__module__ __doc__ __name__ __qualname__ __self__ __text_signature__",
  bytearray: "__new__ __repr__ __str__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ " +
    "__init__ __buffer__ __release_buffer__ __mod__ __rmod__ __len__ __getitem__ __setitem__ __delitem__ " +
    "__add__ __mul__ __rmul__ __contains__ __iadd__ __imul__ __alloc__ __reduce__ __reduce_ex__ " +
    "__sizeof__ append capitalize center clear copy count decode endswith expandtabs extend find fromhex " +
    "hex index insert isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower " +
    "lstrip maketrans partition pop remove replace removeprefix removesuffix reverse rfind rindex rjust " +
    "rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill " +
    "__doc__ __hash__",
  bytearray_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  bytes: "__new__ __repr__ __hash__ __str__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ " +
    "__iter__ __buffer__ __mod__ __rmod__ __len__ __getitem__ __add__ __mul__ __rmul__ __contains__ " +
    "__getnewargs__ __bytes__ capitalize center count decode endswith expandtabs find fromhex hex index " +
    "isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip maketrans " +
    "partition replace removeprefix removesuffix rfind rindex rjust rpartition rsplit rstrip split " +
    "splitlines startswith strip swapcase title translate upper zfill __doc__",
  bytes_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  callable_iterator: "__getattribute__ __iter__ __next__ __reduce__ __doc__",
  cell: "__new__ __repr__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ cell_contents __doc__ " +
    "__hash__",
  classmethod: "__new__ __repr__ __get__ __init__ __func__ __wrapped__ __isabstractmethod__ __dict__ __doc__",
  classmethod_descriptor: "__repr__ __call__ __getattribute__ __get__ __objclass__ __name__ __doc__ __qualname__ " +
    "__text_signature__",
  code: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __sizeof__ " +
    "co_lines co_positions replace _varname_from_oparg __replace__ co_argcount co_posonlyargcount " +
    "co_kwonlyargcount co_stacksize co_flags co_nlocals co_consts co_names co_filename co_name " +
    "co_qualname co_firstlineno co_linetable co_exceptiontable co_lnotab _co_code_adaptive co_varnames " +
    "co_cellvars co_freevars co_code __doc__",
  complex: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __add__ " +
    "__radd__ __sub__ __rsub__ __mul__ __rmul__ __pow__ __rpow__ __neg__ __pos__ __abs__ __bool__ " +
    "__truediv__ __rtruediv__ conjugate __complex__ __getnewargs__ __format__ real imag __doc__",
  coroutine: "__repr__ __getattribute__ __del__ __await__ send throw close __sizeof__ cr_origin __name__ " +
    "__qualname__ cr_await cr_running cr_frame cr_code cr_suspended __doc__",
  coroutine_wrapper: "__getattribute__ __iter__ __next__ send throw close __doc__",
  dict: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ " +
    "__init__ __or__ __ror__ __ior__ __len__ __getitem__ __setitem__ __delitem__ __contains__ __sizeof__ " +
    "get setdefault pop popitem keys items values update fromkeys clear copy __reversed__ " +
    "__class_getitem__ __doc__",
  dict_itemiterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __doc__",
  dict_items: "__repr__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ __sub__ __rsub__ " +
    "__and__ __rand__ __xor__ __rxor__ __or__ __ror__ __len__ __contains__ isdisjoint __reversed__ " +
    "mapping __doc__ __hash__",
  dict_keyiterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __doc__",
  dict_keys: "__repr__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ __sub__ __rsub__ " +
    "__and__ __rand__ __xor__ __rxor__ __or__ __ror__ __len__ __contains__ isdisjoint __reversed__ " +
    "mapping __doc__ __hash__",
  dict_reverseitemiterator: "__iter__ __next__ __length_hint__ __reduce__ __doc__",
  dict_reversekeyiterator: "__iter__ __next__ __length_hint__ __reduce__ __doc__",
  dict_reversevalueiterator: "__iter__ __next__ __length_hint__ __reduce__ __doc__",
  dict_valueiterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __doc__",
  dict_values: "__repr__ __getattribute__ __iter__ __len__ __reversed__ mapping __doc__",
  ellipsis: "__new__ __repr__ __getattribute__ __reduce__ __doc__",
  enumerate: "__new__ __getattribute__ __iter__ __next__ __reduce__ __class_getitem__ __doc__",
  filter: "__new__ __getattribute__ __iter__ __next__ __reduce__ __doc__",
  float: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __add__ " +
    "__radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__ " +
    "__neg__ __pos__ __abs__ __bool__ __int__ __float__ __floordiv__ __rfloordiv__ __truediv__ " +
    "__rtruediv__ conjugate __trunc__ __floor__ __ceil__ __round__ as_integer_ratio fromhex hex " +
    "is_integer __getnewargs__ __getformat__ __format__ real imag __doc__",
  frame: "__repr__ __getattribute__ __setattr__ __delattr__ clear __sizeof__ f_trace_lines f_back f_locals " +
    "f_lineno f_trace f_lasti f_globals f_builtins f_code f_trace_opcodes __doc__",
  frozenset: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ " +
    "__sub__ __rsub__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ __len__ __contains__ copy " +
    "difference intersection isdisjoint issubset issuperset __reduce__ __sizeof__ symmetric_difference " +
    "union __class_getitem__ __doc__",
  function: "__new__ __repr__ __call__ __get__ __closure__ __doc__ __globals__ __module__ __builtins__ __code__ " +
    "__defaults__ __kwdefaults__ __annotations__ __dict__ __name__ __qualname__ __type_params__",
  generator: "__repr__ __getattribute__ __iter__ __next__ __del__ send throw close __sizeof__ __name__ " +
    "__qualname__ gi_yieldfrom gi_running gi_frame gi_suspended gi_code __doc__",
  getset_descriptor: "__repr__ __getattribute__ __get__ __set__ __delete__ __objclass__ __name__ __doc__ __qualname__",
  int: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __add__ " +
    "__radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__ " +
    "__neg__ __pos__ __abs__ __bool__ __invert__ __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ " +
    "__rand__ __xor__ __rxor__ __or__ __ror__ __int__ __float__ __floordiv__ __rfloordiv__ __truediv__ " +
    "__rtruediv__ __index__ conjugate bit_length bit_count to_bytes from_bytes as_integer_ratio __trunc__ " +
    "__floor__ __ceil__ __round__ __getnewargs__ __format__ __sizeof__ is_integer real imag numerator " +
    "denominator __doc__",
  iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  line_iterator: "__iter__ __next__ __doc__",
  list: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ " +
    "__init__ __len__ __getitem__ __setitem__ __delitem__ __add__ __mul__ __rmul__ __contains__ __iadd__ " +
    "__imul__ __reversed__ __sizeof__ clear copy append insert extend pop remove index count reverse sort " +
    "__class_getitem__ __doc__",
  list_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  list_reverseiterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  longrange_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  map: "__new__ __getattribute__ __iter__ __next__ __reduce__ __doc__",
  mappingproxy: "__new__ __repr__ __hash__ __str__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ " +
    "__iter__ __or__ __ror__ __ior__ __len__ __getitem__ __contains__ get keys values items copy " +
    "__class_getitem__ __reversed__ __doc__",
  member_descriptor: "__repr__ __getattribute__ __get__ __set__ __delete__ __reduce__ __objclass__ __name__ __doc__ " +
    "__qualname__",
  method: "__new__ __repr__ __hash__ __call__ __getattribute__ __setattr__ __delattr__ __lt__ __le__ __eq__ " +
    "__ne__ __gt__ __ge__ __reduce__ __func__ __self__ __doc__",
  "method-wrapper":
    "__repr__ __hash__ __call__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __reduce__ " +
    "__self__ __objclass__ __name__ __qualname__ __doc__ __text_signature__",
  method_descriptor:
    "__repr__ __call__ __getattribute__ __get__ __reduce__ __objclass__ __name__ __doc__ __qualname__ " +
    "__text_signature__",
  module: "__new__ __repr__ __getattribute__ __setattr__ __delattr__ __init__ __dir__ __dict__ __annotations__ " +
    "__doc__",
  object: "__new__ __repr__ __hash__ __str__ __getattribute__ __setattr__ __delattr__ __lt__ __le__ __eq__ " +
    "__ne__ __gt__ __ge__ __init__ __reduce_ex__ __reduce__ __getstate__ __subclasshook__ " +
    "__init_subclass__ __format__ __sizeof__ __dir__ __class__ __doc__",
  positions_iterator: "__iter__ __next__ __doc__",
  property: "__new__ __getattribute__ __get__ __set__ __delete__ __init__ getter setter deleter __set_name__ fget " +
    "fset fdel __doc__ __isabstractmethod__",
  range: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ " +
    "__bool__ __len__ __getitem__ __contains__ __reversed__ __reduce__ count index start stop step " +
    "__doc__",
  range_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  reversed: "__new__ __getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  set: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ " +
    "__init__ __sub__ __rsub__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ __isub__ __iand__ " +
    "__ixor__ __ior__ __len__ __contains__ add clear copy discard difference difference_update " +
    "intersection intersection_update isdisjoint issubset issuperset pop __reduce__ remove __sizeof__ " +
    "symmetric_difference symmetric_difference_update union update __class_getitem__ __doc__",
  set_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __doc__",
  slice: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ indices " +
    "__reduce__ start stop step __doc__",
  staticmethod: "__new__ __repr__ __call__ __get__ __init__ __func__ __wrapped__ __isabstractmethod__ __dict__ " +
    "__doc__",
  str: "__new__ __repr__ __hash__ __str__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ " +
    "__iter__ __mod__ __rmod__ __len__ __getitem__ __add__ __mul__ __rmul__ __contains__ encode replace " +
    "split rsplit join capitalize casefold title center count expandtabs find partition index ljust lower " +
    "lstrip rfind rindex rjust rstrip rpartition splitlines strip swapcase translate upper startswith " +
    "endswith removeprefix removesuffix isascii islower isupper istitle isspace isdecimal isdigit " +
    "isnumeric isalpha isalnum isidentifier isprintable zfill format format_map __format__ maketrans " +
    "__sizeof__ __getnewargs__ __doc__",
  str_ascii_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  str_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  super: "__new__ __repr__ __getattribute__ __get__ __init__ __thisclass__ __self__ __self_class__ __doc__",
  traceback: "__new__ __getattribute__ __dir__ tb_frame tb_lasti tb_next tb_lineno __doc__",
  tuple: "__new__ __repr__ __hash__ __getattribute__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __iter__ " +
    "__len__ __getitem__ __add__ __mul__ __rmul__ __contains__ __getnewargs__ index count " +
    "__class_getitem__ __doc__",
  tuple_iterator: "__getattribute__ __iter__ __next__ __length_hint__ __reduce__ __setstate__ __doc__",
  type: "__new__ __repr__ __call__ __getattribute__ __setattr__ __delattr__ __init__ __or__ __ror__ mro " +
    "__subclasses__ __prepare__ __instancecheck__ __subclasscheck__ __dir__ __sizeof__ __basicsize__ " +
    "__itemsize__ __flags__ __weakrefoffset__ __base__ __dictoffset__ __name__ __qualname__ __bases__ " +
    "__mro__ __module__ __abstractmethods__ __dict__ __doc__ __text_signature__ __annotations__ " +
    "__type_params__",
  wrapper_descriptor:
    "__repr__ __call__ __getattribute__ __get__ __reduce__ __objclass__ __name__ __doc__ __qualname__ " +
    "__text_signature__",
  zip: "__new__ __getattribute__ __iter__ __next__ __reduce__ __setstate__ __doc__",
};

const known = new Map<string, ReadonlySet<string>>();

/** Own names of a built-in class, by the name of the class. */
export function typeNames(owner: string): ReadonlySet<string> | undefined {
  let names = known.get(owner);
  if (names === undefined && Object.hasOwn(TYPE_NAMES, owner)) {
    known.set(owner, names = words(TYPE_NAMES[owner] as string));
  }
  return names;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

const MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  AttributeError: words("name obj"),
  BaseException: words("__suppress_context__"),
  BaseExceptionGroup: words("message exceptions"),
  GenericAlias: words("__origin__ __args__ __unpacked__"),
  ImportError: words("msg name path name_from"),
  NameError: words("name"),
  OSError: words("errno strerror filename filename2"),
  ParamSpec: words("__name__ __bound__ __covariant__ __contravariant__ __infer_variance__"),
  SimpleNamespace: words("__dict__"),
  StopIteration: words("value"),
  SyntaxError: words("msg filename lineno offset text end_lineno end_offset print_file_and_line"),
  SystemExit: words("code"),
  TypeAliasType: words("__name__"),
  TypeVar: words("__name__ __covariant__ __contravariant__ __infer_variance__"),
  TypeVarTuple: words("__name__"),
  UnicodeDecodeError: words("encoding object start end reason"),
  UnicodeEncodeError: words("encoding object start end reason"),
  UnicodeTranslateError: words("encoding object start end reason"),
  UnionType: words("__args__"),
  async_generator: words("ag_running"),
  builtin_function_or_method: words("__module__"),
  classmethod: words("__func__ __wrapped__"),
  classmethod_descriptor: words("__objclass__ __name__"),
  code: words(
    "co_argcount co_posonlyargcount co_kwonlyargcount co_stacksize co_flags co_nlocals co_consts co_names co_filename co_name co_qualname co_firstlineno co_linetable co_exceptiontable",
  ),
  complex: words("real imag"),
  coroutine: words("cr_origin"),
  frame: words("f_trace_lines"),
  function: words("__closure__ __doc__ __globals__ __module__ __builtins__"),
  getset_descriptor: words("__objclass__ __name__"),
  member_descriptor: words("__objclass__ __name__"),
  method: words("__func__ __self__"),
  "method-wrapper": words("__self__"),
  method_descriptor: words("__objclass__ __name__"),
  module: words("__dict__"),
  property: words("fget fset fdel __doc__"),
  range: words("start stop step"),
  slice: words("start stop step"),
  staticmethod: words("__func__ __wrapped__"),
  super: words("__thisclass__ __self__ __self_class__"),
  traceback: words("tb_frame tb_lasti"),
  type: words("__basicsize__ __itemsize__ __flags__ __weakrefoffset__ __base__ __dictoffset__"),
  wrapper_descriptor: words("__objclass__ __name__"),
};

/** Those of them that are fields of the C struct (`member_descriptor`): one that cannot be set says so in its own words. */
export const MEMBER_NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map(Object.entries(MEMBERS));
