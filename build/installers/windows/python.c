/* python.exe for the build only, never shipped: what CPython's own Programs/python.c does. The redistributed
   CPython files hold the interpreter as python311.dll but not the little program that starts it. */
#include <windows.h>
#include <stdio.h>

typedef int (*PyMain)(int, wchar_t **);

int wmain(int argc, wchar_t **argv)
{
    HMODULE library = LoadLibraryW(L"python311.dll");
    if (library == NULL) {
        fputs("python.exe: python311.dll cannot be loaded\n", stderr);
        return 103;
    }
    PyMain main_of_python = (PyMain)(void *)GetProcAddress(library, "Py_Main");
    if (main_of_python == NULL) {
        fputs("python.exe: python311.dll has no Py_Main\n", stderr);
        return 104;
    }
    return main_of_python(argc, argv);
}
