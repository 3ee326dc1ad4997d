package dev.trellis.bench.chaos;

import java.util.List;
import java.util.stream.Stream;

/** A kill of a process of the platform. */
sealed interface Fault {
    /** For example {@code kill-host} or {@code at-sent}. */
    String word();

    /** The process that stands at a point of a task's way. */
    record AtPoint(CrashPoint point) implements Fault {
        @Override
        public String word() {
            return "at-" + point.word();
        }
    }

    /** A process at any time. */
    enum AnyTime implements Fault {
        HOST("kill-host"),
        /** The one that the platform does not keep. */
        SECOND_HOST("kill-second-host"),
        ORCHESTRATOR("kill-orchestrator"),
        FUNCTION("kill-function"),
        /** And with it queues, tables, objects and the function runner. */
        DAEMON("kill-daemon"),
        /** PostgreSQL ends as by {@code stop -m immediate}. */
        DATABASE("stop-database"),
        /** The same, and once more while it recovers. */
        DATABASE_IN_RECOVERY("stop-database-in-recovery");

        private final String word;

        AnyTime(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Every fault once. */
    static List<Fault> all() {
        return Stream.concat(Stream.of(CrashPoint.values()).map(AtPoint::new), Stream.of(AnyTime.values()))
                .toList();
    }
}
