@echo off
rem The same as the shell script beside it, for Windows.
setlocal
set script=
for /f "delims=" %%i in ('node -p "require.resolve('@pulumi/pulumi/cmd/dynamic-provider')" 2^>nul') do set script=%%i
if not defined script (
  echo pulumi-resource-pulumi-nodejs: @pulumi/pulumi can't be resolved from %cd%; install it there: npm install @pulumi/pulumi 1>&2
  exit /b 1
)
node "%script%" %*
