/* recv and clock_gettime as a library on JNI would call them: native addresses, -errno as the result. */
#include <errno.h>
#include <jni.h>
#include <stdint.h>
#include <sys/socket.h>
#include <time.h>

JNIEXPORT jlong JNICALL Java_dev_sockeye_bench_micro_Jni_recv(JNIEnv *env, jclass type, jint fd, jlong address,
                                                              jlong length, jint flags) {
    (void) env, (void) type;
    ssize_t n = recv(fd, (void *) (uintptr_t) address, (size_t) length, flags);
    return n < 0 ? -errno : n;
}

JNIEXPORT jint JNICALL Java_dev_sockeye_bench_micro_Jni_clockGettime(JNIEnv *env, jclass type, jint clock,
                                                                     jlong address) {
    (void) env, (void) type;
    return clock_gettime(clock, (struct timespec *) (uintptr_t) address) < 0 ? -errno : 0;
}
