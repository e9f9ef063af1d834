@echo off
rem The same as the script beside it, for Windows.
where node >nul 2>nul
if errorlevel 1 (
  echo pulumi-resource-sinch: needs Node.js 22.12 or newer on PATH 1>&2
  exit /b 1
)
node "%~dp0pulumi-resource-sinch" %*
