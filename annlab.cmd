@echo off
rem Builds annlab if there is no distribution, then starts it. After a change of the sources, delete dist.
setlocal
set "root=%~dp0"
if not defined OMP_NUM_THREADS set OMP_NUM_THREADS=1
if not defined ANNLAB_HEAP set ANNLAB_HEAP=640m
if not defined ANNLAB_OFFHEAP set ANNLAB_OFFHEAP=1g
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if exist "%root%dist\windows\lib\cpu" goto start
where mvn >nul 2>nul || (echo annlab: no mvn on the PATH; install Maven 3.8.7 or newer 1>&2 & exit /b 3)
echo annlab: building, the first time takes minutes 1>&2
pushd "%root%"
call mvn -B -ntp -q -DskipTests -Ddistribution -Dbuild.folder=target/launcher -P !strict package -pl modules/cli -am 1>&2 || (popd & exit /b 3)
"%java%" -cp "modules\cli\target\launcher\distribution\lib\common\*" annlab.cli.BillOfMaterials modules\cli\target\launcher\distribution modules\cli\target\launcher\origins || (popd & exit /b 3)
if not exist dist mkdir dist
move modules\cli\target\launcher\distribution dist\windows >nul || (popd & exit /b 3)
popd
:start
"%java%" -XX:+IgnoreUnrecognizedVMOptions --add-exports=java.base/jdk.internal.module=ALL-UNNAMED --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xmx%ANNLAB_HEAP% -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=%ANNLAB_OFFHEAP% -Dorg.bytedeco.javacpp.maxphysicalbytes=0 ^
  "-Djdk.serialFilter=maxdepth=8;maxarray=100000;org.deeplearning4j.ui.model.**;java.lang.*;java.util.Random;!*" -Djava.awt.headless=true "-Dannlab.project=%root%." -cp "%root%dist\windows\lib\common\*;%root%dist\windows\lib\cpu\*" annlab.cli.Main %*
