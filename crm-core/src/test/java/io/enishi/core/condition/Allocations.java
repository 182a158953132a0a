package io.enishi.core.condition;

import java.lang.reflect.Method;

/** Measures what a piece of code allocates. Reflective, since the module under test does not read {@code java.management}. */
final class Allocations {

    private Allocations() {}

    /** Bytes that the thriftiest of {@code rounds} runs allocated; the first ones warm up. */
    static long least(int rounds, Runnable code) {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method bytes =
                    Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < rounds; round++) {
                long before =
                        (long) bytes.invoke(threads, Thread.currentThread().getId());
                code.run();
                least = Math.min(
                        least,
                        (long) bytes.invoke(threads, Thread.currentThread().getId()) - before);
            }
            return least;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("this JVM cannot measure allocation", e);
        }
    }
}
