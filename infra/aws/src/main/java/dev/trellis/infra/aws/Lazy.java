package dev.trellis.infra.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value made at first use: a function that never touches a service never pays for its client. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private volatile @Nullable T made;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T value = made;
        return value == null ? make() : value;
    }

    private synchronized T make() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }

    /** What was made so far, null when nothing. */
    @Nullable
    T peek() {
        return made;
    }
}
