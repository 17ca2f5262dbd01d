import org.jspecify.annotations.NullMarked;

/** The call layer of Sockeye: system calls, constants and structs under their C names. */
@NullMarked
module dev.sockeye.sys {
    requires static org.jspecify;

    exports dev.sockeye.sys;
}
