/* python3.dll: extension modules built for the stable ABI ask for it; every name is forwarded to python311.dll.
   The names come from python3.def, which assemble.py writes from python311.dll's own table. */
int doorstep_python3_has_no_code_of_its_own(void) { return 0; }
