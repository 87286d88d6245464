; Windows installer of the one-dir program, for Inno Setup 6.3 or newer. After `pyinstaller build.spec`:
;   iscc /DVersion=0.1.0 installer.iss
#define Name "Sirekap Desktop"
#define Program "sirekap-desktop.exe"
#ifndef Version
  #define Version "0.1.0"
#endif

[Setup]
AppId={{6B0C6E1E-6B36-4B8E-9B1D-5C1B7C2F6A41}
AppName={#Name}
AppVersion={#Version}
AppPublisher=Sirekap Desktop
DefaultDirName={autopf}\Sirekap Desktop
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
DisableWelcomePage=no
LicenseFile=LICENSE
SetupIconFile=sirekap_desktop\resources\icons\sirekap.ico
UninstallDisplayIcon={app}\{#Program}
OutputDir=dist
OutputBaseFilename=sirekap-desktop-{#Version}-setup
Compression=lzma2
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
WizardStyle=modern

[Languages]
Name: "id"; MessagesFile: "compiler:Default.isl"

[Messages]
id.WelcomeLabel1=Pemasangan [name]
id.WelcomeLabel2=Program ini memasang [name/ver] di komputer ini.%n%nData rekap yang sudah ada tidak disentuh.

[Tasks]
Name: "desktopicon"; Description: "Buat pintasan di desktop"

[InstallDelete]
; libraries of an older version must not mix with the new ones; workspaces never lie here
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\sirekap-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\{#Program}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.sirekap"; ValueType: string; ValueData: "Sirekap.Berkas"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Sirekap.Berkas"; ValueType: string; ValueData: "Berkas Sirekap Desktop"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Sirekap.Berkas\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Program},0"
Root: HKA; Subkey: "Software\Classes\Sirekap.Berkas\shell\open\command"; ValueType: string; ValueData: """{app}\{#Program}"" ""%1"""

[Run]
Filename: "{app}\{#Program}"; Description: "Buka {#Name}"; Flags: nowait postinstall skipifsilent
