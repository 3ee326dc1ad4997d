package dev.trellis.host.db;

import java.util.Collection;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Locks of the database that hold until the end of a transaction and against every host. */
public final class Locks {
    /** Locks instances, in the order of their ids so that two hosts cannot wait for each other. */
    public static void instances(Handle handle, Collection<String> rootIds) {
        String[] sorted = rootIds.stream().distinct().sorted().toArray(String[]::new);
        if (sorted.length > 0) {
            handle.createQuery("select count(pg_advisory_xact_lock(hashtextextended(id, 7)))"
                            + " from (select id from unnest(:ids) with ordinality as r(id, n) order by n) as sorted")
                    .bind("ids", sorted)
                    .mapTo(long.class)
                    .one();
        }
    }

    /** Waits until no other transaction holds the name. */
    public static void alone(Handle handle, String name) {
        handle.createQuery("select count(pg_advisory_xact_lock(hashtextextended(:name, 11)))")
                .bind("name", name)
                .mapTo(long.class)
                .one();
    }

    /** Runs work if no other transaction runs work under the same name. */
    public static boolean tryAlone(Handle handle, String name, Consumer<Handle> work) {
        boolean alone = handle.createQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 11))")
                .bind("name", name)
                .mapTo(boolean.class)
                .one();
        if (alone) {
            work.accept(handle);
        }
        return alone;
    }

    private Locks() {}
}
