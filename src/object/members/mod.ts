/**
 * Loading this module gives the types of this folder their members.
 *
 * @module
 */

import "./object_members.ts";
import "./type_members.ts";
import "./function_constructors.ts";
import "./code_members.ts";
import "./function_members.ts";
import "./frame_members.ts";
import "./descriptor_members.ts";
import "./exception_members.ts";
import "./generator_members.ts";
import "./mapping_proxy_members.ts";
import "./namespace_members.ts";
import "./reduction.ts";
import "./typing_members.ts";
import "./struct_fields.ts";
