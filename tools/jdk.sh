# Finds a JDK 25 and makes it the one in use. Sourced by mvnw and by sockeye, under `set -euf` too, so it touches
# no shell option for good. SOCKEYE_JVM_FOLDERS (separated by colons) stands in for the usual folders, for tests.

# is_jdk25 FOLDER: its release file says 25, and it has a compiler.
is_jdk25() {
  [ -r "$1/release" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in 'JAVA_VERSION="25'[!0-9]*) return 0 ;; esac
  done <"$1/release"
  return 1
}

# jdk_on_path TOOL: the JDK folder that TOOL on the PATH leads to, in $jdk_found.
jdk_on_path() {
  jdk_tool=$(command -v "$1" 2>/dev/null) && jdk_tool=$(readlink -f "$jdk_tool" 2>/dev/null) || return 1
  jdk_found=${jdk_tool%/bin/*}
}

# find_jdk25: the first one by JAVA_HOME, by the PATH, in the usual folders; its folder in $jdk_found.
find_jdk25() {
  jdk_found=${JAVA_HOME-}
  [ -n "$jdk_found" ] && is_jdk25 "$jdk_found" && return 0
  jdk_on_path javac && is_jdk25 "$jdk_found" && return 0
  jdk_on_path java && is_jdk25 "$jdk_found" && return 0

  jdk_home=${HOME:-/}
  jdk_folders=${SOCKEYE_JVM_FOLDERS-/usr/lib/jvm:/usr/java:/usr/local/lib/jvm:/opt:/opt/java:$jdk_home/.sdkman/candidates/java:$jdk_home/.jdks:$jdk_home/.local/share/mise/installs/java:$jdk_home/.asdf/installs/java:/Library/Java/JavaVirtualMachines:$jdk_home/Library/Java/JavaVirtualMachines:/opt/homebrew/opt}
  jdk_rest=$jdk_folders:
  # mvnw runs with `set -f`; the search needs globbing.
  case $- in *f*) jdk_noglob=yes ;; *) jdk_noglob= ;; esac
  set +f
  while [ -n "$jdk_rest" ]; do
    jdk_folder=${jdk_rest%%:*}
    jdk_rest=${jdk_rest#*:}
    jdk_found=
    [ -d "$jdk_folder" ] || continue
    for jdk_found in "$jdk_folder"/* "$jdk_folder"/*/Contents/Home "$jdk_folder"/*/libexec/openjdk.jdk/Contents/Home; do
      is_jdk25 "$jdk_found" && break 2
    done
    jdk_found=
  done
  [ -z "$jdk_noglob" ] || set -f
  [ -n "$jdk_found" ]
}

# use_jdk25: JAVA_HOME and PATH lead to a JDK 25, or one sentence on stderr and 1.
use_jdk25() {
  if find_jdk25; then
    JAVA_HOME=$(cd "$jdk_found" && pwd)
    PATH=$JAVA_HOME/bin:$PATH
    export JAVA_HOME PATH
    return 0
  fi
  printf '%s\n' "Sockeye needs a JDK 25 and found none by JAVA_HOME${JAVA_HOME:+ ($JAVA_HOME)}, on the PATH or in the usual folders: install one (for example Eclipse Temurin 25) or set JAVA_HOME to the folder of one." >&2
  return 1
}
