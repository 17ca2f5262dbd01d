# Builds the command and puts it together: a module path and an AOT cache trained on every verb. Sourced by sockeye;
# `mvnw verify` runs it as a script, for the second half only.
#
# Each build has a folder of its own in target/sockeye, since the AOT cache holds for one module path only, and since a
# server may still be running from the build before. `current` names the Java and the folder to run; it is replaced
# as a whole.

# build HOME: unless another one has just done it.
build() (
  . "$1/tools/jdk.sh"
  use_jdk25 || exit 3
  out=$1/target/sockeye
  hold "$out"
  ! is_current || exit 0

  echo "building sockeye (once, about 30 s) ..." >&2
  : >"$out/since"
  if ! { package "$1" && assemble "$1"; } >"$out/build.log" 2>&1 </dev/null; then
    echo "sockeye: the build failed; its log is $out/build.log" >&2
    exit 3
  fi
)

# package HOME: the jars, without tests and checks.
package() (
  cd "$1" && ./mvnw --batch-mode -q -pl sockeye-cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
)

# assemble HOME: with $JAVA_HOME, from jars that are no older than target/sockeye/since.
assemble() {
  out=$1/target/sockeye
  new=$out/app.$(date +%s).$$
  mkdir -p "$new/lib" &&
    cp -p "$out/since" "$new/since" &&
    cp "$1"/sockeye-cli/target/lib/*.jar "$1/sockeye-cli/target/sockeye-cli.jar" "$new/lib/" &&
    { train "$new" || echo "sockeye: no AOT cache; the command runs without it, only later"; } &&
    printf '%s\n' "$JAVA_HOME/bin/java" "$new" >"$out/current.new" || return 1
  old=
  [ ! -f "$out/current" ] || { IFS= read -r _ && IFS= read -r old; } <"$out/current" || :
  mv -f "$out/current.new" "$out/current" && discard "$out" "$new" "$old"
}

# train APP: one run of every verb.
train() {
  "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$1/sockeye.aot" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    --enable-native-access=dev.sockeye.sys -p "$1/lib" -m dev.sockeye.cli/dev.sockeye.cli.Training &&
    [ -s "$1/sockeye.aot" ]
}

# discard OUT KEEP KEEP: removes the other builds, unless a process runs one.
discard() {
  for app in "$1"/app.*; do
    if [ "$app" != "$2" ] && [ "$app" != "$3" ] && ! grep -qsF "$app/lib" /proc/[0-9]*/cmdline; then
      rm -rf "$app"
    fi
  done
}

# hold OUT: makes the folder, and keeps others out until the calling shell ends. The lock is a link that names its
# holder; it is taken over when that process is gone, or, since its number may be another's by now, after 15 minutes.
hold() {
  mkdir -p "$1" || exit 3
  lock=$1/lock
  waits=
  until ln -s "$$" "$lock" 2>/dev/null; do
    holder=$(readlink "$lock") || continue
    if ! kill -0 "$holder" 2>/dev/null || [ -n "$(find "$lock" -mmin +15 2>/dev/null)" ]; then
      mv -f "$lock" "$lock.$$" 2>/dev/null && rm -f "$lock.$$"
      continue
    fi
    [ -n "$waits" ] || echo "waiting for process $holder to build sockeye ..." >&2
    waits=yes
    sleep 0.2
  done
  trap 'rm -f "$lock"' EXIT
  trap 'exit 130' HUP INT TERM
}

# As a script: build.sh START, after Maven has packaged what was there at START.
if [ "${0##*/}" = build.sh ]; then
  set -eu
  home=$(cd -P "${0%/*}/.." && pwd)
  hold "$home/target/sockeye"
  touch -d "$1" "$home/target/sockeye/since"
  # Here, unlike at a user's, a command without its cache is a failure.
  if ! { assemble "$home" && [ -s "$new/sockeye.aot" ]; } >"$home/target/sockeye/build.log" 2>&1; then
    cat "$home/target/sockeye/build.log" >&2
    exit 1
  fi
fi
