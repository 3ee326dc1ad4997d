package dev.trellis.host.db;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The kernel's tables, outside of the engine's transactions. Times of leases and deadlines come from here. */
public final class Database {
    private final Jdbi jdbi;

    public Database(DataSource dataSource) {
        this.jdbi = Sql.over(dataSource);
    }

    /** Runs work in one transaction; what it throws rolls it back. */
    public <T> T write(Function<Handle, T> work) {
        return jdbi.inTransaction(work::apply);
    }

    /** Runs work in one transaction; what it throws rolls it back. */
    public void run(Consumer<Handle> work) {
        jdbi.useTransaction(work::accept);
    }

    /** Runs reads, each in its own transaction. */
    public <T> T read(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    /** The time of the database. */
    public static Instant now(Handle handle) {
        return handle.createQuery("select clock_timestamp()")
                .mapTo(Instant.class)
                .one();
    }
}
