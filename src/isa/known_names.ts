/**
 * Names that the interpreter knows and Tierproof may not: modules of the standard library, codecs, builtins, members of modules. A program that
 * meets one that is absent is given up, as what it would see instead is another program.
 *
 * @module
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Top-level modules of the standard library. */
export const KNOWN_MODULES: ReadonlySet<string> = words(
  "__future__ _abc _aix_support _android_support _ast _asyncio _bisect _blake2 _bz2 _codecs _codecs_cn _codecs_hk " +
    "_codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _colorize _compat_pickle " +
    "_compression _contextvars _crypt _csv _ctypes _curses _curses_panel _datetime _dbm _decimal _elementtree " +
    "_frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _interpchannels _interpqueues " +
    "_interpreters _io _ios_support _json _locale _lsprof _lzma _markupbase _md5 _msi _multibytecodec " +
    "_multiprocessing _opcode _opcode_metadata _operator _osx_support _overlapped _pickle _posixshmem " +
    "_posixsubprocess _py_abc _pydatetime _pydecimal _pyio _pylong _pyrepl _queue _random _scproxy _sha1 _sha2 _sha3 " +
    "_signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _suggestions " +
    "_symtable _sysconfig _thread _threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref " +
    "_weakrefset _winapi _wmi _zoneinfo abc aifc antigravity argparse array ast asyncio atexit audioop base64 bdb " +
    "binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys " +
    "compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses " +
    "datetime dbm decimal difflib dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp " +
    "fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip " +
    "hashlib heapq hmac html http idlelib imaplib imghdr importlib inspect io ipaddress itertools json keyword " +
    "lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt " +
    "multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib " +
    "pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd " +
    "py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy " +
    "sched secrets select selectors shelve shlex shutil signal site smtplib sndhdr socket socketserver spwd sqlite3 " +
    "sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys " +
    "sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token " +
    "tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu " +
    "uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport " +
    "zlib zoneinfo",
);

/** Names of codecs, as they are looked up. */
export const KNOWN_CODECS: ReadonlySet<string> = words(
  "037 1026 1125 1140 1250 1251 1252 1253 1254 1255 1256 1257 1258 273 424 437 500 646 775 850 852 855 857 858 860 " +
    "861 862 863 864 865 866 869 8859 932 936 949 950 ansi ansi_x3.4_1968 ansi_x3.4_1986 ansi_x3_4_1968 arabic ascii " +
    "asmo_708 base64 base64_codec base_64 big5 big5_hkscs big5_tw big5hkscs bz2 bz2_codec charmap chinese cp037 " +
    "cp1006 cp1026 cp1051 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp1361 cp154 " +
    "cp273 cp367 cp424 cp437 cp500 cp65001 cp720 cp737 cp775 cp819 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 " +
    "cp862 cp863 cp864 cp865 cp866 cp866u cp869 cp874 cp875 cp932 cp936 cp949 cp950 cp_gr cp_is csHPRoman8 csascii " +
    "csbig5 csibm037 csibm1026 csibm273 csibm424 csibm500 csibm855 csibm857 csibm858 csibm860 csibm861 csibm863 " +
    "csibm864 csibm865 csibm866 csibm869 csiso2022jp csiso2022kr csiso58gb231280 csisolatin1 csisolatin2 csisolatin3 " +
    "csisolatin4 csisolatin5 csisolatin6 csisolatinarabic csisolatincyrillic csisolatingreek csisolatinhebrew cskoi8r " +
    "cspc775baltic cspc850multilingual cspc862latinhebrew cspc8codepage437 cspcp852 csptcp154 csshiftjis cyrillic " +
    "cyrillic_asian dbcs ebcdic_cp_be ebcdic_cp_ca ebcdic_cp_ch ebcdic_cp_he ebcdic_cp_nl ebcdic_cp_us ebcdic_cp_wt " +
    "ecma_114 ecma_118 elot_928 euc_cn euc_jis2004 euc_jis_2004 euc_jisx0213 euc_jp euc_kr euccn eucgb2312_cn " +
    "eucjis2004 eucjisx0213 eucjp euckr gb18030 gb18030_2000 gb2312 gb2312_1980 gb2312_80 gbk greek greek8 hebrew hex " +
    "hex_codec hkscs hp_roman8 hz hz_gb hz_gb_2312 hzgb ibm037 ibm039 ibm1026 ibm1051 ibm1125 ibm1140 ibm273 ibm367 " +
    "ibm424 ibm437 ibm500 ibm775 ibm819 ibm850 ibm852 ibm855 ibm857 ibm858 ibm860 ibm861 ibm862 ibm863 ibm864 ibm865 " +
    "ibm866 ibm869 idna iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr " +
    "iso2022jp iso2022jp_1 iso2022jp_2 iso2022jp_2004 iso2022jp_3 iso2022jp_ext iso2022kr iso646_us iso8859 iso8859_1 " +
    "iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2 iso8859_3 iso8859_4 iso8859_5 " +
    "iso8859_6 iso8859_7 iso8859_8 iso8859_9 iso_2022_jp iso_2022_jp_1 iso_2022_jp_2 iso_2022_jp_2004 iso_2022_jp_3 " +
    "iso_2022_jp_ext iso_2022_kr iso_646.irv_1991 iso_8859_1 iso_8859_10 iso_8859_10_1992 iso_8859_11 " +
    "iso_8859_11_2001 iso_8859_13 iso_8859_14 iso_8859_14_1998 iso_8859_15 iso_8859_16 iso_8859_16_2001 " +
    "iso_8859_1_1987 iso_8859_2 iso_8859_2_1987 iso_8859_3 iso_8859_3_1988 iso_8859_4 iso_8859_4_1988 iso_8859_5 " +
    "iso_8859_5_1988 iso_8859_6 iso_8859_6_1987 iso_8859_7 iso_8859_7_1987 iso_8859_8 iso_8859_8_1988 iso_8859_9 " +
    "iso_8859_9_1989 iso_celtic iso_ir_100 iso_ir_101 iso_ir_109 iso_ir_110 iso_ir_126 iso_ir_127 iso_ir_138 " +
    "iso_ir_144 iso_ir_148 iso_ir_157 iso_ir_166 iso_ir_199 iso_ir_226 iso_ir_58 iso_ir_6 jisx0213 johab koi8_r " +
    "koi8_t koi8_u korean ks_c_5601 ks_c_5601_1987 ks_x_1001 ksc5601 ksx1001 kz1048 kz_1048 l1 l10 l2 l3 l4 l5 l6 l7 " +
    "l8 l9 latin latin1 latin10 latin2 latin3 latin4 latin5 latin6 latin7 latin8 latin9 latin_1 mac_arabic " +
    "mac_centeuro mac_croatian mac_cyrillic mac_farsi mac_greek mac_iceland mac_latin2 mac_roman mac_romanian " +
    "mac_turkish maccentraleurope maccyrillic macgreek maciceland macintosh maclatin2 macroman macturkish mbcs ms1361 " +
    "ms932 ms936 ms949 ms950 ms_kanji mskanji oem palmos pt154 ptcp154 punycode quopri quopri_codec quoted_printable " +
    "quotedprintable r8 raw_unicode_escape rk1048 roman8 rot13 rot_13 ruscii s_jis s_jis_2004 s_jisx0213 shift_jis " +
    "shift_jis_2004 shift_jisx0213 shiftjis shiftjis2004 shiftjisx0213 sjis sjis_2004 sjisx0213 strk1048_2002 thai " +
    "tis620 tis_620 tis_620_0 tis_620_2529_0 tis_620_2529_1 u16 u32 u7 u8 u_jis uhc ujis undefined unicode_1_1_utf_7 " +
    "unicode_escape unicodebigunmarked unicodelittleunmarked us us_ascii utf utf16 utf32 utf7 utf8 utf8_ucs2 " +
    "utf8_ucs4 utf_16 utf_16_be utf_16_le utf_16be utf_16le utf_32 utf_32_be utf_32_le utf_32be utf_32le utf_7 utf_8 " +
    "utf_8_sig uu uu_codec windows_1250 windows_1251 windows_1252 windows_1253 windows_1254 windows_1255 windows_1256 " +
    "windows_1257 windows_1258 x_mac_japanese x_mac_korean x_mac_simp_chinese x_mac_trad_chinese zip zlib zlib_codec",
);

/** Modules that programs can import here. None of them is a package. */
export const PRESENT_MODULES: ReadonlySet<string> = words("__future__ builtins math sys sys.monitoring types");

/** What `from __future__ import` takes. */
export const FUTURE_FEATURES: ReadonlySet<string> = words(
  "nested_scopes generators division absolute_import with_statement print_function unicode_literals barry_as_FLUFL " +
    "generator_stop annotations",
);

/** Names of `builtins` that the interpreter may have and that are absent here. */
export const ABSENT_BUILTINS: ReadonlySet<string> = words(
  "breakpoint copyright credits exit help input license memoryview open quit",
);

/** Members of the modules that programs can import here. */
export const KNOWN_MEMBERS: ReadonlyMap<string, ReadonlySet<string>> = new Map(Object.entries({
  builtins: ABSENT_BUILTINS,
  math: words(
    "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp " +
      "exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt " +
      "lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh " +
      "sqrt sumprod tan tanh tau trunc ulp",
  ),
  sys: words(
    "_base_executable _clear_type_cache _current_exceptions _current_frames _debugmallocstats _framework " +
      "_get_cpu_count_config _getframe _getframemodulename _git _home _setprofileallthreads " +
      "_settraceallthreads _stdlib_dir _xoptions abiflags activate_stack_trampoline addaudithook api_version " +
      "argv audit base_exec_prefix base_prefix breakpointhook builtin_module_names byteorder call_tracing " +
      "copyright deactivate_stack_trampoline displayhook dont_write_bytecode exc_info excepthook exception " +
      "exec_prefix executable exit flags float_info float_repr_style get_asyncgen_hooks " +
      "get_coroutine_origin_tracking_depth get_int_max_str_digits getallocatedblocks getdefaultencoding " +
      "getdlopenflags getfilesystemencodeerrors getfilesystemencoding getprofile getrecursionlimit getrefcount " +
      "getsizeof getswitchinterval gettrace getunicodeinternedsize hash_info hexversion implementation " +
      "int_info intern is_finalizing is_stack_trampoline_active maxsize maxunicode meta_path modules " +
      "monitoring orig_argv path path_hooks path_importer_cache platform platlibdir prefix pycache_prefix " +
      "set_asyncgen_hooks set_coroutine_origin_tracking_depth set_int_max_str_digits setdlopenflags setprofile " +
      "setrecursionlimit setswitchinterval settrace stderr stdin stdlib_module_names stdout thread_info " +
      "unraisablehook version version_info warnoptions",
  ),
  "sys.monitoring": words(
    "COVERAGE_ID DEBUGGER_ID DISABLE MISSING OPTIMIZER_ID PROFILER_ID _all_events events free_tool_id " +
      "get_events get_local_events get_tool register_callback restart_events set_events set_local_events " +
      "use_tool_id",
  ),
  types: words(
    "AsyncGeneratorType BuiltinFunctionType BuiltinMethodType CellType ClassMethodDescriptorType CodeType " +
      "CoroutineType DynamicClassAttribute EllipsisType FrameType FunctionType GeneratorType GenericAlias " +
      "GetSetDescriptorType LambdaType MappingProxyType MemberDescriptorType MethodDescriptorType MethodType " +
      "MethodWrapperType ModuleType NoneType NotImplementedType SimpleNamespace TracebackType UnionType " +
      "WrapperDescriptorType _GeneratorWrapper _calculate_meta coroutine get_original_bases new_class " +
      "prepare_class resolve_bases",
  ),
}));
