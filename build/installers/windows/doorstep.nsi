; setup.exe of Doorstep. Built by setup.sh (Linux) or by hand on Windows (docs/building-on-windows.md):
;   makensis /DVERSION=0.1.0 /DPAYLOAD=folder /DFILES=files.nsh /DOUT=setup.exe doorstep.nsi
; setup.exe [/S] [/AllUsers] [/Desktop] [/UPDATE] [/D=C:\folder]    /D comes last and without quotes, spaces allowed
; /UPDATE: over what is there, for this account or for everybody (the program calls it so).
; Ends with 0 done, 1 called off, 2 the program is running, 3 this Windows cannot run it, 4 the new version did not
; start and the old one was put back, 5 not enough space, 6 no right to write there. After 1 to 6 nothing has changed.
; Records are never touched: they lie in %LOCALAPPDATA%\Doorstep (or where DOORSTEP_DATA points), not in the program's folder.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!addincludedir "${__FILEDIR__}"

!define APP "Doorstep"
!define EXE "doorstep.exe"
!define LINK "家门口标注实训工作站"
!define KEY "Software\${APP}"
!define UNKEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define LEAST_BUILD 17763
!define RUNNING 2
!define UNSUPPORTED 3
!define UNDONE 4
!define NO_SPACE 5
!define NO_RIGHT 6

Name "$(APP_NAME)"
BrandingText "Doorstep ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir ""
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
ManifestDPIAware true
ManifestSupportedOS Win10
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!ifdef SIGN
  !uninstfinalize '"${SIGN}" "%1"' = 0
!endif

Var AllUsers   ; "1": for everybody on this PC, else for this account only
Var WithLink   ; "1": a shortcut on the desktop
Var Moved      ; "1": the program's folder is being changed and has to be put back if anything goes wrong
Var WithData   ; uninstaller, "1": the records go too
Var Tick

!define MUI_ICON "${ICONS}/doorstep.ico"
!define MUI_UNICON "${ICONS}/doorstep.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${__FILEDIR__}/side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${__FILEDIR__}/side.bmp"
!define MUI_HEADERIMAGE
!define MUI_HEADERIMAGE_RIGHT
!define MUI_HEADERIMAGE_BITMAP "${__FILEDIR__}/head.bmp"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_TEXT)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE DirectoryChosen
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(DIRECTORY_TEXT)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "$(START_NOW)"
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_TEXT "$(DESKTOP_LINK)"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION MakeDesktopLink
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.AskPage un.AskLeave
!insertmacro MUI_UNPAGE_INSTFILES
; The first language serves where neither fits: English. A Chinese Windows of any kind gets Chinese.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!include words.nsh

VIProductVersion "${NUMBERS}"
!macro Details language description
  VIAddVersionKey /LANG=${language} "ProductName" "Doorstep ${LINK}"
  VIAddVersionKey /LANG=${language} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "FileDescription" "${description}"
  VIAddVersionKey /LANG=${language} "CompanyName" "Doorstep"
  VIAddVersionKey /LANG=${language} "LegalCopyright" "Copyright 2026 the Doorstep authors. Apache-2.0"
!macroend
!insertmacro Details 1033 "Doorstep setup"
!insertmacro Details 2052 "家门口标注实训工作站 安装程序"

!macro Refuse code words
  SetErrorLevel ${code}
  MessageBox MB_OK|MB_ICONSTOP "${words}" /SD IDOK
  Quit
!macroend

!macro RemoveProgram
  SetOutPath "$TEMP"
  Delete "$INSTDIR\${EXE}"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"  ; not /r: what others put there stays
!macroend

!macro Associate ending class words mime icon
  WriteRegStr SHCTX "Software\Classes\.${ending}" "" "${class}"
  WriteRegStr SHCTX "Software\Classes\.${ending}" "Content Type" "${mime}"
  WriteRegStr SHCTX "Software\Classes\${class}" "" "${words}"
  WriteRegStr SHCTX "Software\Classes\${class}\DefaultIcon" "" "$INSTDIR\_internal\icons\${icon}.ico"
  WriteRegStr SHCTX "Software\Classes\${class}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
!macroend
!macro Dissociate ending class
  ReadRegStr $0 SHCTX "Software\Classes\.${ending}" ""
  ${If} $0 == "${class}"
    DeleteRegKey SHCTX "Software\Classes\.${ending}"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${class}"
!macroend

; Opening a running program for writing fails with ERROR_SHARING_VIOLATION (32). Leaves the error number, 0: free.
!macro Locked un
Function ${un}Locked
  StrCpy $0 0
  IfFileExists "$INSTDIR\${EXE}" 0 answered
  System::Call 'kernel32::CreateFileW(w "$INSTDIR\${EXE}", i 0x40000000, i 0, p 0, i 3, i 0x80, p 0) p .r1 ?e'
  Pop $0
  ${If} $1 != -1
    System::Call 'kernel32::CloseHandle(p r1)'
    StrCpy $0 0
  ${EndIf}
  answered:
FunctionEnd
Function ${un}WaitUntilClosed
  again:
  Call ${un}Locked
  ${If} $0 = 32
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IS_RUNNING)" /SD IDCANCEL IDRETRY again
    SetErrorLevel ${RUNNING}
    Quit
  ${ElseIf} $0 = 5
    !insertmacro Refuse ${NO_RIGHT} "$(NO_RIGHT_THERE)"
  ${EndIf}
FunctionEnd
; SHCTX and the folders of the shell follow this: the whole PC, or the account.
Function ${un}Context
  SetRegView 64
  ${If} $AllUsers == "1"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Locked ""
!insertmacro Locked "un."

Function .onInit
  StrCpy $Moved ""
  ${Unless} ${AtLeastWin10}
  ${OrUnless} ${AtLeastBuild} ${LEAST_BUILD}
  ${OrUnless} ${IsNativeAMD64}
    !insertmacro Refuse ${UNSUPPORTED} "$(OLD_WINDOWS)"
  ${EndUnless}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/Desktop" $R1
  ${IfNot} ${Errors}
    StrCpy $WithLink "1"
  ${EndIf}
  ; What was installed for everybody is upgraded for everybody, and asks for the right to: by hand, and when the program
  ; updates itself with /S /UPDATE.
  ClearErrors
  ${GetOptions} $R0 "/UPDATE" $R1
  ${If} ${Errors}
  ${AndIf} ${Silent}
    Goto chosen
  ${EndIf}
  SetRegView 64
  ReadRegStr $R2 HKCU "${KEY}" "InstallDir"
  ReadRegStr $R3 HKLM "${KEY}" "InstallDir"
  ${If} $R2$INSTDIR == ""
  ${AndIf} $R3 != ""
    StrCpy $R0 "/AllUsers $R0"
    UserInfo::GetAccountType
    Pop $R1
    ${If} $R1 != "Admin"
      ExecShellWait "runas" "$EXEPATH" "$R0"
      Quit
    ${EndIf}
  ${EndIf}
  chosen:
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
    StrCpy $AllUsers "1"
    UserInfo::GetAccountType
    Pop $R1
    ${If} $R1 != "Admin"
      IfSilent 0 ask
      !insertmacro Refuse ${NO_RIGHT} "$(NEEDS_ADMIN)"
      ask:
      ExecShell "runas" "$EXEPATH" "$R0"
      Quit
    ${EndIf}
  ${EndIf}
  Call Context
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${KEY}" "InstallDir"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $AllUsers == "1"
      StrCpy $INSTDIR "$PROGRAMFILES64\${APP}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${APP}"
    ${EndIf}
  ${EndIf}
FunctionEnd

; A folder with other things in it gets a folder of our own inside it.
Function DirectoryChosen
  IfFileExists "$INSTDIR\${EXE}" chosen
  ClearErrors
  FindFirst $0 $1 "$INSTDIR\*.*"
  ${DoUntil} ${Errors}
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      FindClose $0
      StrCpy $INSTDIR "$INSTDIR\${APP}"
      Goto chosen
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  chosen:
FunctionEnd

; Asked before anything is written, of the nearest folder that exists. An old version stays until the new one has started.
Function CheckSpace
  StrCpy $1 $INSTDIR
  ${Do}
    IfFileExists "$1\*.*" there
    ${GetParent} $1 $2
    StrCmp $2 "" there  ; a drive: an empty one looks as if it did not exist
    StrCpy $1 $2
  ${Loop}
  there:
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$1\", *l .r3, *l, *l) i .r4'
  ${If} $4 = 0
    Return
  ${EndIf}
  System::Int64Op $3 / 1048576
  Pop $3
  IntOp $5 ${PAYLOAD_MB} + 60
  ${If} $3 < $5
    !insertmacro Refuse ${NO_SPACE} "$(TOO_LITTLE_SPACE)"
  ${EndIf}
FunctionEnd

!macro Aside name
  ${If} ${FileExists} "$INSTDIR\${name}"
    ClearErrors
    Rename "$INSTDIR\${name}" "$INSTDIR\${name}.old"
    ${If} ${Errors}
      Call PutBack
      !insertmacro Refuse ${RUNNING} "$(IS_RUNNING)"
    ${EndIf}
  ${EndIf}
!macroend
!macro Back name
  ${If} ${FileExists} "$INSTDIR\${name}.old"
    RMDir /r "$INSTDIR\${name}"
    Delete "$INSTDIR\${name}"
    Rename "$INSTDIR\${name}.old" "$INSTDIR\${name}"
  ${EndIf}
!macroend
; The old program's file moves away first and comes back last: while it is not in its place, nobody can start a half one.
Function MoveAside
  StrCpy $Moved "1"
  !insertmacro Aside "${EXE}"
  !insertmacro Aside "_internal"
  !insertmacro Aside "licences"
  !insertmacro Aside "uninstall.exe"
FunctionEnd
Function PutBack
  !insertmacro Back "uninstall.exe"
  !insertmacro Back "licences"
  !insertmacro Back "_internal"
  !insertmacro Back "${EXE}"
  StrCpy $Moved ""
FunctionEnd

Function Undo
  ${If} $Moved != "1"
    Return
  ${EndIf}
  SetOutPath "$TEMP"
  ${If} ${FileExists} "$INSTDIR\${EXE}.old"
    Call PutBack
    SetErrorLevel ${UNDONE}
    MessageBox MB_OK|MB_ICONSTOP "$(PUT_BACK)" /SD IDOK
  ${Else}
    !insertmacro RemoveProgram
    SetErrorLevel ${UNDONE}
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_STARTED)" /SD IDOK
  ${EndIf}
  StrCpy $Moved ""
FunctionEnd
Function .onInstFailed  ; a file could not be unpacked: no space left, no right, a scanner in between
  Call Undo
FunctionEnd

Section
  Call CheckSpace
  Call WaitUntilClosed
  ; A setup that was cut off (power, kill) has left the old version aside: begin from it again. An old file that only a
  ; virus scanner kept from being deleted after all was done is no reason to.
  ${If} ${FileExists} "$INSTDIR\_internal.old\*.*"
  ${OrIfNot} ${FileExists} "$INSTDIR\${EXE}"
    Call PutBack
  ${EndIf}
  Delete "$INSTDIR\${EXE}.old"
  RMDir /r "$INSTDIR\_internal.gone"
  ClearErrors
  CreateDirectory "$INSTDIR"
  GetTempFileName $0 "$INSTDIR"
  ${If} ${Errors}
    !insertmacro Refuse ${NO_RIGHT} "$(NO_RIGHT_THERE)"
  ${EndIf}
  Delete "$0"
  Call MoveAside
  !include "${FILES}"
  SetOutPath "$INSTDIR\_internal\icons"
  File "${ICONS}/pack.ico"
  File "${ICONS}/release.ico"
  File "${ICONS}/credential.ico"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ; The new program has to start before the old one goes. It shows nothing and touches no data.
  SetOutPath "$INSTDIR"
  nsExec::Exec /TIMEOUT=180000 '"$INSTDIR\${EXE}" --version'
  Pop $0
  ${If} $0 != "0"
    Call Undo
    Abort
  ${EndIf}
  ; From here on the new version is the one that counts: one rename decides it.
  Delete "$INSTDIR\uninstall.exe.old"
  RMDir /r "$INSTDIR\licences.old"
  Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal.gone"
  Delete "$INSTDIR\${EXE}.old"
  StrCpy $Moved ""
  RMDir /r "$INSTDIR\_internal.gone"

  CreateDirectory "$SMPROGRAMS"
  CreateShortcut "$SMPROGRAMS\${LINK}.lnk" "$INSTDIR\${EXE}"
  ${If} $WithLink == "1"
    Call MakeDesktopLink
  ${EndIf}
  WriteRegStr SHCTX "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "${UNKEY}" "DisplayName" "${LINK}"
  WriteRegStr SHCTX "${UNKEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNKEY}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "${UNKEY}" "Publisher" "Doorstep"
  WriteRegStr SHCTX "${UNKEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNKEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNKEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNKEY}" "EstimatedSize" ${PAYLOAD_KB}
  WriteRegDWORD SHCTX "${UNKEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNKEY}" "NoRepair" 1
  !insertmacro Associate "dspack" "Doorstep.Pack" "$(KIND_PACK)" "application/x-doorstep-pack" "pack"
  !insertmacro Associate "dsrelease" "Doorstep.Release" "$(KIND_RELEASE)" "application/x-doorstep-release" "release"
  !insertmacro Associate "dscred" "Doorstep.Credential" "$(KIND_CREDENTIAL)" "application/x-doorstep-credential" "credential"
  ${RefreshShellIcons}
SectionEnd

Function MakeDesktopLink
  SetOutPath "$INSTDIR"
  CreateShortcut "$DESKTOP\${LINK}.lnk" "$INSTDIR\${EXE}"
FunctionEnd

; ---------------------------------------------------------------- removing

Function un.onInit
  ; Installed for everybody when the PC's own registry says so of this folder.
  SetRegView 64
  ReadRegStr $0 HKLM "${KEY}" "InstallDir"
  ${If} $0 == "$INSTDIR"
    StrCpy $AllUsers "1"
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      IfSilent 0 ask
      !insertmacro Refuse ${NO_RIGHT} "$(NEEDS_ADMIN)"
      ask:
      ExecShell "runas" "$INSTDIR\uninstall.exe"
      Quit
    ${EndIf}
  ${EndIf}
  Call un.Context
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/REMOVEDATA" $R1
  ${IfNot} ${Errors}
    StrCpy $WithData "1"
  ${EndIf}
FunctionEnd

Function un.AskPage
  !insertmacro MUI_HEADER_TEXT "$(REMOVE_TITLE)" "$(REMOVE_SUBTITLE)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 40u "$(REMOVE_TEXT)"
  Pop $0
  ${NSD_CreateCheckbox} 0 50u 100% 24u "$(REMOVE_RECORDS)"
  Pop $Tick
  ${If} $WithData == "1"
    ${NSD_Check} $Tick
  ${EndIf}
  nsDialogs::Show
FunctionEnd
Function un.AskLeave
  ${NSD_GetState} $Tick $0
  StrCpy $WithData ""
  ${If} $0 = ${BST_CHECKED}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(REALLY_REMOVE)" IDYES sure
    Abort
    sure:
    StrCpy $WithData "1"
  ${EndIf}
FunctionEnd

Section Uninstall
  Call un.WaitUntilClosed
  !insertmacro RemoveProgram
  ReadRegStr $0 SHCTX "${KEY}" "InstallDir"
  ${If} $0 == "$INSTDIR"
    Delete "$SMPROGRAMS\${LINK}.lnk"
    Delete "$DESKTOP\${LINK}.lnk"
    !insertmacro Dissociate "dspack" "Doorstep.Pack"
    !insertmacro Dissociate "dsrelease" "Doorstep.Release"
    !insertmacro Dissociate "dscred" "Doorstep.Credential"
    DeleteRegKey SHCTX "${UNKEY}"
    DeleteRegKey SHCTX "${KEY}"
    ${RefreshShellIcons}
  ${EndIf}
  ${If} $WithData == "1"
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\${APP}"
  ${EndIf}
SectionEnd
