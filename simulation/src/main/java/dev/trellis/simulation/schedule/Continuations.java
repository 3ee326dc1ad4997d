package dev.trellis.simulation.schedule;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Coroutines by the JDK's continuations, which virtual threads are made of: all run on the calling thread, a switch takes
 * a fifth of a microsecond. They are there with {@code --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED}.
 */
final class Continuations implements Coroutines {
    private static final @Nullable Jdk JDK = find();

    static final boolean AVAILABLE = JDK != null;

    private final Jdk jdk;

    Continuations() {
        if (JDK == null) {
            throw new IllegalStateException("start with --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
        }
        this.jdk = JDK;
    }

    /** The four operations that are needed. */
    private record Jdk(Object scope, MethodHandle create, MethodHandle run, MethodHandle stop) {}

    private static @Nullable Jdk find() {
        try {
            Class<?> scopes = Class.forName("jdk.internal.vm.ContinuationScope");
            Class<?> type = Class.forName("jdk.internal.vm.Continuation");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return new Jdk(
                    lookup.findConstructor(scopes, methodType(void.class, String.class))
                            .asType(methodType(Object.class, String.class))
                            .invokeExact("trellis-simulation"),
                    lookup.findConstructor(type, methodType(void.class, scopes, Runnable.class))
                            .asType(methodType(Object.class, Object.class, Runnable.class)),
                    lookup.findVirtual(type, "run", methodType(void.class))
                            .asType(methodType(void.class, Object.class)),
                    lookup.findStatic(type, "yield", methodType(boolean.class, scopes))
                            .asType(methodType(boolean.class, Object.class)));
        } catch (Throwable notExported) {
            return null;
        }
    }

    @Override
    public Coroutine create(Runnable body) {
        try {
            return new Resumable(jdk, (Object) jdk.create().invokeExact(jdk.scope(), body));
        } catch (Throwable broken) {
            throw unexpected(broken);
        }
    }

    @Override
    public void pause() {
        try {
            boolean unused = (boolean) jdk.stop().invokeExact(jdk.scope());
        } catch (Throwable broken) {
            throw unexpected(broken);
        }
    }

    private record Resumable(Jdk jdk, Object continuation) implements Coroutine {
        @Override
        public void resume() {
            try {
                jdk.run().invokeExact(continuation);
            } catch (Throwable broken) {
                throw unexpected(broken);
            }
        }

        /** What nobody refers to is collected. */
        @Override
        public void abandon() {}
    }

    private static RuntimeException unexpected(Throwable broken) {
        return switch (broken) {
            case Error error -> throw error;
            case RuntimeException failure -> failure;
            default -> new IllegalStateException(broken);
        };
    }
}
